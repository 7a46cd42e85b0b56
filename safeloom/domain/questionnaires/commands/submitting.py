"""Handing a response in, once nothing stands in the way."""

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.questionnaires.commands.answering import Closed
from safeloom.domain.questionnaires.evaluating import Evaluation
from safeloom.domain.questionnaires.models import Answer, Response
from safeloom.domain.questionnaires.queries.answering import contributor_of, leads, unsigned
from safeloom.domain.questionnaires.queries.campaigns import is_open, state_of
from safeloom.domain.questionnaires.queries.given import evaluation_of
from safeloom.domain.questionnaires.workflows import COUNTED, RESPONSE
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.today import today
from safeloom.foundation.workflow.commands import take_step
from safeloom.foundation.workflow.models import Move


class NotReady(ValidationError):
    """Something stands in the way: questions (`evaluation.in_the_way`) or sign-offs, by capacity."""

    def __init__(self, evaluation: Evaluation, capacities: list[str]) -> None:
        super().__init__("This response cannot be submitted yet.")
        self.evaluation, self.capacities = evaluation, capacities


@transaction.atomic
def submit(*, by: Person | None, response: Response) -> Move:
    """Hand a response in: the evaluator says that nothing stands in the way, and which answers count. Doing
    it again changes nothing: the step that was taken is given back. Raises `Closed`, `NotReady`;
    ValidationError for who does not lead."""
    if response.record is None:
        raise Closed
    in_turn(response.record)
    state = state_of(response)
    if state in COUNTED:
        return submission_of(response)
    if not is_open(response, today(), state):
        raise Closed
    contributor = contributor_of(response, by)
    if not leads(contributor) or (contributor is not None and contributor.removed is not None):
        raise ValidationError("Who leads this response submits it: tell them that you are done.")
    evaluation = evaluation_of(response)
    capacities = unsigned(response, evaluation.questionnaire)
    if capacities or not evaluation.may_submit:
        raise NotReady(evaluation, capacities)
    count_answers(response, evaluation)
    response.remarks.filter(settled__isnull=True).update(settled=datetime.now(UTC))
    return take_step(
        by=by, record=response.record, workflow=RESPONSE, step="submit", verb="response.submit"
    )


def count_answers(response: Response, evaluation: Evaluation) -> None:
    """Keep which answers the evaluator counts, for exports and statistics. 2 queries."""
    counted = [key for key, one in evaluation.standings.items() if one.counts]
    rows = Answer.objects.filter(response=response)
    rows.exclude(question__key__in=counted).filter(counts=True).update(counts=False)
    rows.filter(question__key__in=counted, counts=False).update(counts=True)


def submission_of(response: Response) -> Move:
    """The step by which a response was last submitted. Raises Move.DoesNotExist where it never was."""
    rows = Move.objects.filter(record=response.record_id, step="submit")
    return rows.select_related("by__principal").latest("number")
