"""What was given in responses, as the evaluator takes it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Count, F

from safeloom.domain.questionnaires.definitions import Facts, Given
from safeloom.domain.questionnaires.evaluating import Evaluation, evaluate
from safeloom.domain.questionnaires.models import Answer, AnswerOption, Response
from safeloom.domain.questionnaires.queries.facts import facts_of
from safeloom.domain.questionnaires.queries.loading import questionnaire_of


def given_in(responses: Iterable[Response]) -> dict[UUID, dict[str, Given]]:
    """What was given in each of these responses, by the question's key. 2 queries."""
    keys = [one.pk for one in responses]
    several: dict[UUID, list[str]] = defaultdict(list)
    chosen = AnswerOption.objects.filter(answer__response__in=keys).order_by("option__number")
    for answer, key in chosen.values_list("answer_id", "option__key"):
        several[answer].append(key)
    found: dict[UUID, dict[str, Given]] = {key: {} for key in keys}
    rows = Answer.objects.filter(response__in=keys).annotate(
        question_key=F("question__key"), option_key=F("option__key"), file_count=Count("files")
    )
    for row in rows:
        options = (row.option_key,) if row.option_key else tuple(several[row.pk])
        found[row.response_id][row.question_key] = Given(
            text=row.text,
            options=options,
            number=row.number,
            day=row.day,
            files=row.file_count,
            not_applicable=row.not_applicable,
            unconfirmed=row.unconfirmed,
        )
    return found


def evaluations(responses: Iterable[Response]) -> dict[UUID, Evaluation]:
    """How each of these responses stands: a fixed number of queries for all of one campaign."""
    rows = list(responses)
    given = given_in(rows)
    facts = facts_of(rows)
    return {
        row.pk: evaluate(questionnaire_of(row.campaign.version), facts[row.pk], given[row.pk])
        for row in rows
    }


def evaluation_of(response: Response, given: Mapping[str, Given] | None = None) -> Evaluation:
    """How a response stands; with `given`, as if that had been answered."""
    facts: Facts = facts_of([response])[response.pk]
    if given is None:
        given = given_in([response])[response.pk]
    return evaluate(questionnaire_of(response.campaign.version), facts, given)
