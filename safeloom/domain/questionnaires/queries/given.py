"""What was given in responses, as the evaluator takes it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from django.db.models import Count

from safeloom.domain.questionnaires.definitions import Facts, Given, Kind
from safeloom.domain.questionnaires.evaluating import Evaluation, evaluate
from safeloom.domain.questionnaires.models import Answer, AnswerFile, AnswerOption, Response
from safeloom.domain.questionnaires.queries.facts import facts_of
from safeloom.domain.questionnaires.queries.loading import questionnaire_of


def given_in(responses: Iterable[Response]) -> dict[UUID, dict[str, Given]]:
    """What was given in each of these responses, by the question's key. 1 query, and 1 each where any takes
    several options or files."""
    keys = [one.pk for one in responses]
    found: dict[UUID, dict[str, Given]] = {key: {} for key in keys}
    rows = Answer.objects.filter(response__in=keys).values_list(*_SAID)
    kinds = set()
    for response, key, kind, option, text, number, day, none, unconfirmed in rows:
        kinds.add(kind)
        options = (option,) if option else ()
        found[response][key] = Given(text, options, number, day, 0, none, unconfirmed)
    if Kind.SEVERAL in kinds:
        _several(keys, found)
    if Kind.FILE in kinds:
        _files(keys, found)
    return found


_SAID = ("response_id", "question__key", "question__kind", "option__key", "text", "number", "day",
         "not_applicable", "unconfirmed")  # fmt: skip


def _several(keys: list[UUID], found: dict[UUID, dict[str, Given]]) -> None:
    several: dict[tuple[UUID, str], list[str]] = defaultdict(list)
    rows = AnswerOption.objects.filter(answer__response__in=keys).order_by("option__number")
    names = ("answer__response_id", "answer__question__key", "option__key")
    for response, key, option in rows.values_list(*names):
        several[response, key].append(option)
    for (response, key), options in several.items():
        found[response][key] = replace(found[response][key], options=tuple(options))


def _files(keys: list[UUID], found: dict[UUID, dict[str, Given]]) -> None:
    tied = AnswerFile.objects.filter(answer__response__in=keys).order_by()
    counted = tied.values_list("answer__response_id", "answer__question__key")
    for response, key, many in counted.annotate(many=Count("pk")):
        found[response][key] = replace(found[response][key], files=many)


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
