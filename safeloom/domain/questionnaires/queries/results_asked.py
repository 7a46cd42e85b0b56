"""What each of many responses was asked, without going through all that each of them answered.

Whether a question is asked follows from the facts of the body and from the answers that conditions ask
for. Responses that are alike in these were asked alike, so the evaluator is asked once for each that
differs.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from safeloom.domain.questionnaires.definitions import Facts, Given, Kind, Questionnaire
from safeloom.domain.questionnaires.evaluating import evaluate
from safeloom.domain.questionnaires.models import Answer, AnswerOption, Response
from safeloom.domain.questionnaires.queries.facts import facts_of

_ANYBODY = Facts()


@dataclass
class Asking:
    """Says of one version which questions a response was asked, by key."""

    questionnaire: Questionnaire
    _known: dict[tuple, frozenset[str]] = field(default_factory=dict)

    @property
    def subjects(self) -> frozenset[str]:
        """The questions that conditions ask for."""
        return frozenset(
            clause.subject for clause in self._clauses() if clause.subject and not clause.fact
        )

    @property
    def asks_facts(self) -> bool:
        """Whether any condition asks for a fact of the body."""
        return any(clause.fact for clause in self._clauses())

    @property
    def sometimes(self) -> frozenset[str]:
        """The questions that are not asked of everybody."""
        return frozenset(
            question.key
            for section in self.questionnaire.sections
            for question in section.questions
            if section.condition.clauses or question.condition.clauses
        )

    def of(self, facts: Facts, given: Mapping[str, Given]) -> frozenset[str]:
        """What is asked where these are the facts and `given` the answers to the subjects."""
        key = (frozenset(facts.values.items()), frozenset(given.items()))
        if key not in self._known:
            found = evaluate(self.questionnaire, facts, given).standings.values()
            self._known[key] = frozenset(one.question.key for one in found if one.applies)
        return self._known[key]

    def _clauses(self):
        for section in self.questionnaire.sections:
            yield from section.condition.clauses
            for question in section.questions:
                yield from question.condition.clauses


def asked_of(
    asking: Asking, responses: "QuerySet[Response]"
) -> Iterable[tuple[UUID, UUID | None, frozenset[str]]]:
    """Each submitted response with its unit (the agency, or the link it came through) and what it was
    asked. Up to 3 queries, and those of the campaign's use for facts."""
    subjects = asking.subjects
    given: dict[UUID, dict[str, Given]] = defaultdict(dict)
    if subjects:
        keys = responses.values("pk")
        several = _several(keys, subjects)
        rows = Answer.objects.filter(response__in=keys, question__key__in=subjects, counts=True)
        names = ("pk", "response_id", "question__key", "question__kind", "text", "option__key",
                 "number", "day", "not_applicable")  # fmt: skip
        for pk, response, key, kind, text, option, number, day, not_applicable in rows.values_list(
            *names
        ):
            given[response][key] = Given(
                text=text,
                options=(option,) if option else tuple(several.get(pk, ())),
                number=number,
                day=day,
                files=int(kind == Kind.FILE and not not_applicable),
                not_applicable=not_applicable,
            )
    if asking.asks_facts:
        rows = list(responses.select_related("campaign", "agency"))
        facts = facts_of(rows)
        units = [(one.pk, one.agency_id or one.through_id) for one in rows]
    else:
        facts = {}
        found = responses.values_list("pk", "agency_id", "through_id")
        units = [(pk, agency or through) for pk, agency, through in found]
    for pk, unit in units:
        yield pk, unit, asking.of(facts.get(pk, _ANYBODY), given.get(pk, {}))


def _several(keys: QuerySet, subjects: frozenset[str]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = AnswerOption.objects.filter(
        answer__response__in=keys, answer__question__key__in=subjects, answer__counts=True
    ).order_by("option__number")
    for answer, key in rows.values_list("answer_id", "option__key"):
        found[answer].append(key)
    return found
