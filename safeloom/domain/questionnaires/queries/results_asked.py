"""What each of many responses was asked, without going through all that each of them answered.

Whether a question is asked follows from the facts of the body and from the answers that conditions ask
for. Responses that are alike in these were asked alike, so the evaluator is asked once for each that
differs.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce

from safeloom.domain.questionnaires.definitions import Clause, Facts, Given, Kind, Questionnaire
from safeloom.domain.questionnaires.evaluating import evaluate
from safeloom.domain.questionnaires.models import Answer, AnswerOption, Response
from safeloom.domain.questionnaires.queries.facts import facts_of

_ANYBODY = Facts()
_SINGLE = (Kind.CHOICE, Kind.GRADE)


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

    def decided_by_one(self, key: str) -> str:
        """The one question whose choice alone decides whether a question is asked; empty where there is more
        to it: several questions (one behind the other, too), facts, or what is no single choice."""
        found: set[str] = set()
        ahead = {key}
        while ahead:
            clauses = [clause for one in ahead for clause in self._clauses_of(one)]
            if any(clause.fact or not clause.subject for clause in clauses):
                return ""
            ahead = {clause.subject for clause in clauses} - found
            found |= ahead
        subject = found.pop() if len(found) == 1 else ""
        single = subject and self.questionnaire.question[subject].kind in _SINGLE
        return subject if single else ""

    def many(self, key: str, subject: str, chosen: Mapping[str, int], submitted: int) -> int:
        """Of how many responses a question was asked that `subject` alone decides: `chosen` says how many
        chose which of its options, of all that were submitted."""
        found = {option: {subject: Given(options=(option,))} for option in chosen}
        asked = sum(
            many for option, many in chosen.items() if key in self.of(_ANYBODY, found[option])
        )
        rest = submitted - sum(chosen.values())
        return asked + (rest if key in self.of(_ANYBODY, {}) else 0)

    def asked_by(self, key: str, subject: str) -> tuple[frozenset[str], bool]:
        """The options of `subject`, which alone decides, that let a question be asked; and whether it is
        asked of who chose none."""
        options = self.questionnaire.question[subject].options
        chosen = frozenset(
            one.key
            for one in options
            if key in self.of(_ANYBODY, {subject: Given(options=(one.key,))})
        )
        return chosen, key in self.of(_ANYBODY, {})

    def deciding(self, key: str) -> frozenset[str]:
        """All questions whose answers decide whether a question is asked, those behind them too."""
        found: set[str] = set()
        ahead = {key}
        while ahead:
            clauses = [clause for one in ahead for clause in self._clauses_of(one)]
            ahead = {clause.subject for clause in clauses if clause.subject} - found
            found |= ahead
        return frozenset(found)

    def _clauses_of(self, key: str) -> tuple[Clause, ...]:
        question = self.questionnaire.question[key]
        section = self.questionnaire.section_of[key]
        return (*section.condition.clauses, *question.condition.clauses)

    def _clauses(self):
        for section in self.questionnaire.sections:
            yield from section.condition.clauses
            for question in section.questions:
                yield from question.condition.clauses


def asked_of(
    asking: Asking,
    responses: "QuerySet[Response]",
    question: Mapping[str, UUID],
    option: Mapping[UUID, str],
    *,
    apart: bool,
) -> Iterator[tuple[UUID | None, frozenset[str], int]]:
    """What responses were asked, as the unit (the agency, or the link they came through, where they are told
    `apart`), the questions and how many responses were asked so. `question` and `option` say which rows are
    of which keys. A query where all that decides are options chosen; else up to 3, and those of the
    campaign's use for facts."""
    decide = [asking.questionnaire.question[key] for key in sorted(asking.subjects)]
    if asking.asks_facts or any(one.kind not in _SINGLE for one in decide):
        for found in each_asked(asking, responses):
            yield found.unit, found.asked, 1
        return
    chosen = {
        f"s{at}": Subquery(
            Answer.objects.filter(
                response=OuterRef("pk"), question=question[one.key], counts=True
            ).values("option_id")[:1],
            output_field=UUIDField(),
        )
        for at, one in enumerate(decide)
    }
    rows = responses.order_by().annotate(**chosen)
    unit = ["unit"] if apart else []
    if apart:
        rows = rows.annotate(unit=Coalesce("agency_id", "through_id"))
    for row in (
        rows.values(*unit, *chosen).annotate(many=Count("*")).values_list(*unit, *chosen, "many")
    ):
        *options, many = row[len(unit) :]
        given = {
            one.key: Given(options=(option[chosen_one],))
            for one, chosen_one in zip(decide, options, strict=True)
            if chosen_one
        }
        yield row[0] if unit else None, asking.of(_ANYBODY, given), many


@dataclass(frozen=True)
class Asked:
    """What one response was asked."""

    response: UUID
    unit: UUID | None
    asked: frozenset[str]


def each_asked(asking: Asking, responses: "QuerySet[Response]") -> Iterator[Asked]:
    """What each of these responses was asked. Up to 3 queries, and those of the campaign's use for
    facts."""
    subjects = asking.subjects
    given: dict[UUID, dict[str, Given]] = defaultdict(dict)
    if subjects:
        keys = responses.values("pk")
        several = _several(keys, subjects)
        rows = Answer.objects.filter(response__in=keys, question__key__in=subjects, counts=True)
        names = ("pk", "response_id", "question__key", "question__kind", "text", "option__key",
                 "number", "day", "not_applicable")  # fmt: skip
        for pk, response, key, kind, text, option, number, day, none in rows.values_list(*names):
            given[response][key] = Given(
                text=text,
                options=(option,) if option else tuple(several.get(pk, ())),
                number=number,
                day=day,
                files=int(kind == Kind.FILE and not none),
                not_applicable=none,
            )
    facts: dict[UUID, Facts] = {}
    if asking.asks_facts:
        found = list(responses.select_related("campaign", "agency"))
        facts = facts_of(found)
        units = [(one.pk, one.agency_id or one.through_id) for one in found]
    else:
        rows = responses.values_list("pk", "agency_id", "through_id")
        units = [(pk, agency or through) for pk, agency, through in rows]
    for pk, unit in units:
        yield Asked(pk, unit, asking.of(facts.get(pk, _ANYBODY), given.get(pk, {})))


def _several(keys: QuerySet, subjects: frozenset[str]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = AnswerOption.objects.filter(
        answer__response__in=keys, answer__question__key__in=subjects, answer__counts=True
    ).order_by("option__number")
    for answer, key in rows.values_list("answer_id", "option__key"):
        found[answer].append(key)
    return found
