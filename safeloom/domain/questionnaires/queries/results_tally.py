"""Counting what was answered to a campaign: sums in the database over what the evaluator said counts."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from safeloom.domain.questionnaires.definitions import (
    NUMERIC,
    Kind,
    Question,
    Questionnaire,
)
from safeloom.domain.questionnaires.models import (
    Answer,
    AnswerOption,
    Campaign,
    ModeratedGrade,
    OptionRow,
    QuestionRow,
    Response,
)
from safeloom.domain.questionnaires.queries.campaigns import is_taking, submitted
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.domain.questionnaires.queries.results_asked import Asking, asked_of
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.sealed.narrowing import without_sealed
from safeloom.foundation.today import today

Unit = UUID | None
Place = Callable[[Unit], Iterable[object]]


@dataclass
class Tally:
    """What some responses come to, nothing of it hidden. Keys are a question's, or a question's and an
    option's."""

    submitted: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    not_applicable: Counter[str] = field(default_factory=Counter)
    chosen: Counter[tuple[str, str]] = field(default_factory=Counter)
    moderated: Counter[tuple[str, str]] = field(default_factory=Counter)
    numbers: dict[str, Counter[Decimal]] = field(default_factory=lambda: defaultdict(Counter))
    # By question: how often the answer before and the one after were worth what.
    moved: dict[str, Counter[tuple[Decimal, Decimal]]] = field(
        default_factory=lambda: defaultdict(Counter)
    )


def added(tallies: Iterable[Tally]) -> Tally:
    """What several come to together."""
    found = Tally()
    for one in tallies:
        found.submitted += one.submitted
        for name in ("asked", "answered", "not_applicable", "chosen", "moderated"):
            getattr(found, name).update(getattr(one, name))
        for key, numbers in one.numbers.items():
            found.numbers[key].update(numbers)
        for key, moved in one.moved.items():
            found.moved[key].update(moved)
    return found


def counted(campaign: Campaign, viewer: Viewer | None) -> "QuerySet[Response]":
    """The submitted responses of a campaign that the viewer may have counted; for what is read by
    everybody (no viewer) none that is sealed."""
    rows = Response.objects.filter(campaign=campaign)
    rows = rows.filter(record__isnull=True) if campaign.anonymous else submitted(rows)
    if campaign.anonymous and (until := told_before(campaign, today())) is not None:
        rows = rows.filter(submitted_on__lt=until)
    if viewer is None:
        return without_sealed(rows)
    return viewer.rows("results.see", rows, campaign.partnership_id)


def told_before(campaign: Campaign, day: date) -> date | None:
    """While an anonymous campaign takes answers, the day from which on they are not counted yet; None where
    all are. Who looked at results before and after one person answered would read that person's answers
    off the difference. So days come to be counted in lots of at least as many people as may be told, and the
    last lot waits for the next, so that what is added at the end is none too small either. 1 query."""
    if not is_taking(campaign, day):
        return None
    rows = Response.objects.filter(campaign=campaign, record__isnull=True, submitted_on__lt=day)
    by_day = rows.order_by("submitted_on").values_list("submitted_on").annotate(n=Count("pk"))
    began, last, lot = campaign.opens, campaign.opens, 0
    for on, many in by_day:
        lot += many
        if lot >= settings.HIDE_BELOW:
            began, last, lot = last, on + timedelta(days=1), 0
    return began


def everything(unit: Unit) -> Iterable[object]:
    """All responses in one place."""
    return (None,)


def tallied(
    campaign: Campaign,
    responses: "QuerySet[Response]",
    places: Place = everything,
    *,
    whole: bool = False,
) -> dict[object, Tally]:
    """What the responses come to in each of `places`, which says of a unit (the agency, or the link they
    came through; None for neither) in which it is counted. `whole` says that these are all responses with
    answers that count of the campaign's version: then they need not be sought in answers. 8 queries at
    most, and those of the campaign's use where conditions ask for facts."""
    return _Counting(campaign, responses, places, whole).done()


class _Counting:
    def __init__(self, campaign: Campaign, responses: QuerySet, places: Place, whole: bool) -> None:
        self.questionnaire: Questionnaire = questionnaire_of(campaign.version)
        self.responses, self.places = responses, places
        self.apart = places is not everything
        self.keys, self.anonymous = responses.values("pk"), campaign.anonymous
        version = campaign.version_id
        self.question = dict(QuestionRow.objects.filter(version=version).values_list("pk", "key"))
        rows = OptionRow.objects.filter(question__version=version)
        self.option = dict(rows.values_list("pk", "key"))
        self.answers = Answer.objects.filter(question__in=list(self.question), counts=True)
        if not whole:
            self.answers = self.answers.filter(response__in=self.keys)
        self.found: dict[object, Tally] = defaultdict(Tally)

    def done(self) -> dict[object, Tally]:
        kinds = {one.kind for one in self.questionnaire.questions()}
        self._submitted()
        self._answered()
        if Kind.SEVERAL in kinds:
            self._several()
        if Kind.GRADE in kinds and not self.anonymous:
            self._moderated()
        if any(one.after for one in self.questionnaire.questions()):
            self._moved()
        self._asked()
        return dict(self.found)

    def _rows(self, rows: QuerySet, to: str, *names: str) -> Iterable[tuple]:
        """Rows in groups by these names, each with its places and how many it stands for."""
        unit = ()
        if self.apart:
            rows = rows.annotate(unit=self._unit(to))
            unit = ("unit",)
        grouped = rows.order_by().values_list(*unit, *names).annotate(many=Count("*"))
        for row in grouped:
            yield (self._tallies(row[0]), *row[1:]) if unit else (self._tallies(None), *row)

    def _unit(self, to: str) -> Any:
        """The unit of what is counted; `to` leads to its response."""
        if self.anonymous:
            # Nobody's agency: the link, which stands with each answer.
            return F(f"{to.removesuffix('response__')}through_id")
        return Coalesce(f"{to}agency_id", f"{to}through_id")

    def _tallies(self, unit: Unit) -> list[Tally]:
        return [self.found[place] for place in self.places(unit)]

    def _submitted(self) -> None:
        if not self.apart:
            self.found[None].submitted = self.responses.count()
            return
        for tallies, many in self._rows(Response.objects.filter(pk__in=self.keys), ""):
            for one in tallies:
                one.submitted += many

    def _answered(self) -> None:
        """What was chosen and which numbers were given: one pass through all answers for both."""
        names = ("question_id", "option_id", "not_applicable", "number")
        for tallies, question, option, not_applicable, number, many in self._rows(
            self.answers, "response__", *names
        ):
            key = self.question[question]
            numeric = number is not None and self.questionnaire.question[key].kind in NUMERIC
            for one in tallies:
                one.answered[key] += many
                if not_applicable:
                    one.not_applicable[key] += many
                elif option:
                    one.chosen[key, self.option[option]] += many
                elif numeric:
                    one.numbers[key][number] += many

    def _several(self) -> None:
        among = self.answers.filter(question__kind=Kind.SEVERAL, not_applicable=False)
        rows = AnswerOption.objects.filter(answer__in=among.values("pk"))
        for tallies, question, option, many in self._rows(
            rows, "answer__response__", "answer__question_id", "option_id"
        ):
            for one in tallies:
                one.chosen[self.question[question], self.option[option]] += many

    def _moderated(self) -> None:
        rows = ModeratedGrade.objects.filter(response__in=self.keys)
        for tallies, question, option, many in self._rows(
            rows, "response__", "question_id", "option_id"
        ):
            for one in tallies:
                one.moderated[self.question[question], self.option[option]] += many

    def _moved(self) -> None:
        before = Answer.objects.filter(
            response=OuterRef("response"),
            question=OuterRef("question__after"),
            counts=True,
            not_applicable=False,
        )
        rows = self.answers.filter(not_applicable=False, question__after__isnull=False).annotate(
            was=Subquery(before.values("option__key")[:1]),
            was_number=Subquery(before.values("number")[:1]),
        )
        rows = rows.filter(Q(was__isnull=False) | Q(was_number__isnull=False))
        names = ("question__key", "option__key", "number", "was", "was_number")
        for tallies, key, option, number, was, was_number, many in self._rows(
            rows, "response__", *names
        ):
            question = self.questionnaire.question[key]
            ends = _worth(question, was, was_number), _worth(question, option, number)
            if None not in ends:
                for one in tallies:
                    one.moved[key][ends] += many

    def _asked(self) -> None:
        """Of what everybody is asked, all were; of what is required, whoever submitted answered it. Where one
        choice decides, it was counted already how often it was made; else responses are gone through."""
        asking = Asking(self.questionnaire)
        sometimes = [
            key for key in asking.sometimes if not self.questionnaire.question[key].required
        ]
        decided = {key: one for key in sometimes if (one := asking.decided_by_one(key))}
        for one in self.found.values():
            for key, subject in decided.items():
                chosen = {
                    option.key: one.chosen[subject, option.key]
                    for option in self.questionnaire.question[subject].options
                }
                one.asked[key] += asking.many(key, subject, chosen, one.submitted)
        if apart := asking.sometimes.intersection(sometimes).difference(decided):
            ids = {key: pk for pk, key in self.question.items()}
            found = asked_of(asking, self.responses, ids, self.option, apart=self.apart)
            for unit, asked, many in found:
                for one in self._tallies(unit):
                    for key in asked & apart:
                        one.asked[key] += many
        for one in self.found.values():
            for question in self.questionnaire.questions():
                key = question.key
                if key not in asking.sometimes:
                    one.asked[key] = one.submitted
                else:
                    # A body's facts may be others by now: what was answered was asked.
                    one.asked[key] = max(one.asked[key], one.answered[key])


def _worth(question: Question, option: str | None, number: Decimal | None) -> Decimal | None:
    """What an answer is worth where answers are compared: a number, or its place in the scale."""
    if number is not None:
        return number
    if option is None or option not in question.option:
        return None
    found = question.option[option]
    return Decimal(question.options.index(found) if found.value is None else found.value)


def is_of_people(campaign: Campaign) -> bool:
    """Whether answers are people's, so that small numbers of them are hidden. What agencies answer is not."""
    return campaign.anonymous or campaign.responses.filter(person__isnull=False).exists()
