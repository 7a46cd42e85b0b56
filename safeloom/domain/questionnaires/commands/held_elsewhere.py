"""Bringing in what bodies answered elsewhere: last year's round, when a partnership begins with Safeloom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.questionnaires.definitions import Given, Kind
from safeloom.domain.questionnaires.evaluating import Evaluation, evaluate
from safeloom.domain.questionnaires.models import (
    Answer,
    AnswerOption,
    Campaign,
    OptionRow,
    Response,
    SignOff,
)
from safeloom.domain.questionnaires.queries.facts import facts_of
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.domain.questionnaires.workflows import RESPONSE
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.today import ENGLAND
from safeloom.foundation.workflow.models import Move

SHOWN = 5


@dataclass(frozen=True)
class Brought:
    """What one body answered, by the question's key, and when; who signed, by the key of the capacity. Files
    are not brought in so."""

    response: Response
    given: Mapping[str, Given]
    at: datetime
    by: Person | None = None
    signed: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def bring_responses(
    *, by: Person | None, campaign: Campaign, brought: Sequence[Brought]
) -> list[Response]:
    """Bring in whole responses as submitted, all or none, under one audit row. The same evaluator says what
    counts, and nothing is brought in that could not have been submitted. A campaign that was never sent
    counts as sent from the day it opens: nobody is written to. Raises ValidationError with the
    references of those that could not, or that were begun or submitted here."""
    in_turn(campaign.record)
    responses = [one.response for one in brought]
    _refuse_begun(responses)
    questionnaire, facts = questionnaire_of(campaign.version), facts_of(responses)
    found = {
        one.response.pk: evaluate(questionnaire, facts[one.response.pk], one.given)
        for one in brought
    }
    signs = {one.key for one in questionnaire.capacities if one.signs}
    _refuse(
        "cannot be brought in: required answers or a sign-off are missing",
        [
            one.response
            for one in brought
            if not found[one.response.pk].may_submit or signs - set(one.signed)
        ],
    )
    _write_answers(campaign, brought, found)
    Move.objects.bulk_create(
        Move(
            record=one.response.record,
            number=1,
            step="submit",
            of=RESPONSE.first.key,
            to=RESPONSE.step("submit", RESPONSE.first.key).to,
            by=one.by,
            at=one.at,
        )
        for one in brought
    )
    if campaign.sent is None:
        campaign.sent = datetime.combine(campaign.opens, time(9), ENGLAND)
        campaign.save(update_fields=["sent"])
    capacities = {row.key: row for row in campaign.version.capacities.all()}
    SignOff.objects.bulk_create(
        SignOff(response=one.response, capacity=capacities[key], name=name, at=one.at)
        for one in brought
        for key, name in one.signed.items()
    )
    audit.write(
        by=by,
        verb="campaign.bring_responses",
        record=campaign.record,
        after={"responses": len(brought)},
    )
    return responses


def _write_answers(
    campaign: Campaign, brought: Sequence[Brought], found: Mapping[UUID, Evaluation]
) -> None:
    questions = {row.key: row for row in campaign.version.questions.all()}
    options = {
        (row.question_id, row.key): row
        for row in OptionRow.objects.filter(question__version=campaign.version)
    }
    answers, several = [], []
    for one in brought:
        standings = found[one.response.pk].standings
        for key, given in one.given.items():
            question = questions[key]
            chosen = [options[question.pk, option] for option in given.options]
            alone = question.kind != Kind.SEVERAL
            answer = Answer(
                response=one.response,
                question=question,
                text=given.text,
                option=chosen[0] if chosen and alone else None,
                number=given.number,
                day=given.day,
                not_applicable=given.not_applicable,
                counts=standings[key].counts,
                by=one.by,
                at=one.at,
            )
            answers.append(answer)
            if not alone:
                several += [AnswerOption(answer=answer, option=option) for option in chosen]
    Answer.objects.bulk_create(answers, batch_size=2000)
    AnswerOption.objects.bulk_create(several, batch_size=2000)


def _refuse_begun(responses: Sequence[Response]) -> None:
    keys = [one.pk for one in responses]
    begun = set(Answer.objects.filter(response__in=keys).values_list("response_id", flat=True))
    moved = set(
        Move.objects.filter(record__response__in=keys).values_list("record__response", flat=True)
    )
    _refuse("are answered here already", [one for one in responses if one.pk in begun | moved])


def _refuse(words: str, responses: Sequence[Response]) -> None:
    if responses:
        names = ", ".join(one.record.reference for one in responses[:SHOWN])
        more = f" and {len(responses) - SHOWN} more" if len(responses) > SHOWN else ""
        raise ValidationError(f"{names}{more} {words}.")
