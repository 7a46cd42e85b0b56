"""What was answered to a campaign, as files people take away: they keep the questionnaire's structure."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.db.models import CharField, Count, IntegerField, QuerySet
from django.db.models.functions import Cast

from safeloom.domain.partnership.models.agency import as_called
from safeloom.domain.questionnaires.definitions import NUMERIC, Facts, Given, Kind, Question
from safeloom.domain.questionnaires.models import (
    Answer,
    AnswerOption,
    Campaign,
    ModeratedGrade,
    Response,
)
from safeloom.domain.questionnaires.queries.answering import places_of
from safeloom.domain.questionnaires.queries.facts import facts_of
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.domain.questionnaires.queries.results import Results
from safeloom.domain.questionnaires.queries.results_asked import Asking
from safeloom.domain.questionnaires.queries.results_found import results_of
from safeloom.domain.questionnaires.queries.results_tally import counted, is_of_people
from safeloom.domain.questionnaires.queries.rows import campaigns
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.web.exports import Sheet, write_csv, write_workbook

NOT_ASKED = "Not asked"
NONE = "Does not apply"
AT_ONCE = 400
# More answers than this are made by the worker.
MOST_CELLS = 60_000
Tell = Callable[[int, int], None]


def silent(done: int, of: int) -> None:
    """Tell nobody."""


def may_have_answers(viewer: Viewer, campaign: Campaign) -> bool:
    """Whether what each answered may be taken away: of people by the unit alone, and only where they are not
    few. Otherwise counts alone are."""
    if not is_of_people(campaign):
        return True
    here = campaign.partnership_id
    many = counted(campaign, viewer).count()
    return viewer.may_everywhere("response.moderate", here) and many >= settings.HIDE_BELOW


def is_long(viewer: Viewer, campaign: Campaign) -> bool:
    """Whether the file is for the worker to make."""
    questions = sum(1 for _ in questionnaire_of(campaign.version).questions())
    return counted(campaign, viewer).count() * questions > MOST_CELLS


def write_file(
    campaign: Campaign, viewer: Viewer, ending: str, target: IO[bytes], tell: Tell = silent
) -> None:
    """Write the file: as `xlsx` the questions by section, what was answered and what it comes to; as `csv`
    what was answered. Raises LookupError where the viewer may not have what each answered and asks for
    that alone."""
    answers = Answers(campaign, viewer, tell)
    may = may_have_answers(viewer, campaign)
    if ending == "csv":
        if not may:
            raise LookupError(campaign.record.reference)
        write_csv(target, answers.headings, answers.rows())
        return
    results = results_of(campaign, viewer, viewer.day).results
    sheets = [
        Sheet("Questions", _QUESTIONS, _questions(campaign), (24, 16, 60, 18, 50, 12, 40)),
        Sheet("Counts", _COUNTS, _counts(results), (24, 60, 40)),
    ]
    if may:
        sheets.insert(1, Sheet("Answers", answers.headings, answers.rows()))
    write_workbook(target, sheets)


def made_for(
    viewer: Viewer, here: Partnership, record: Record, ending: str, target: IO[bytes], tell: Tell
) -> None:
    """The same for the worker. Raises LookupError where the campaign is not there for the viewer."""
    campaign = campaigns(viewer, here, "results.see").filter(record=record).first()
    if campaign is None:
        raise LookupError(record.reference)
    write_file(campaign, viewer, ending, target, tell)


_QUESTIONS = ("Section", "Key", "Question", "Answered by", "Help", "Required", "Answers")
_COUNTS = ("Section", "Question", "Answer", "Many", "Of", "Percent", "Moderated")


def _questions(campaign: Campaign) -> Iterator[tuple]:
    for section in questionnaire_of(campaign.version).sections:
        if section.help:
            yield (section.title, section.key, "", "", section.help, "", "")
        for one in section.questions:
            required = "Yes" if one.required else "No"
            titles = "; ".join(each.title for each in one.options)
            yield (section.title, one.key, one.words, one.kind.title, one.help, required, titles)


def _counts(results: Results) -> Iterator[tuple]:
    """As on the page, with the same left out."""
    hidden = f"Fewer than {settings.HIDE_BELOW}, or not shown"
    for standard in results.standards:
        at = standard.section.title
        for one in standard.results:
            words = one.question.words
            if one.hidden:
                yield (at, words, "Answered", hidden, None, None, None)
                continue
            yield (at, words, "Answered", one.answered, one.asked, None, None)
            if one.question.may_not_apply:
                none = hidden if one.not_applicable is None else one.not_applicable
                yield (at, words, NONE, none, one.answered, None, None)
            for each in one.options:
                many = hidden if each.many is None else each.many
                yield (
                    at,
                    words,
                    each.option.title,
                    many,
                    one.answered,
                    each.percent,
                    each.moderated,
                )
            if one.numbers is not None:
                for name in ("mean", "median", "least", "most"):
                    value = getattr(one.numbers, name)
                    yield (
                        at,
                        words,
                        name.capitalize(),
                        hidden if value is None else value,
                        None,
                        None,
                        None,
                    )


@dataclass
class Answers:
    """The sheet of answers: a row a submitted response, a column a question. What was not asked says so,
    what was asked and left out is empty."""

    campaign: Campaign
    viewer: Viewer
    tell: Tell = silent
    questions: list[Question] = field(init=False)
    of_people: bool = field(init=False)

    def __post_init__(self) -> None:
        self.questions = list(questionnaire_of(self.campaign.version).questions())
        self.of_people = is_of_people(self.campaign)
        self.moderated = not self.of_people and self.campaign.moderated
        self._asking = Asking(questionnaire_of(self.campaign.version))
        self._title = {
            (one.key, option.key): option.title for one in self.questions for option in one.options
        }
        places = places_of(self.campaign.version)
        self._question = {pk.hex: key for key, pk in places.questions.items()}
        # What somebody chose says the same whoever it was: made once, and not a million times.
        self._chosen = {
            pk.hex: _Said((option,), "", None, None, False, cell=self._title[question, option])
            for (question, option), pk in places.options.items()
        }

    @property
    def headings(self) -> list[str]:
        """Who answered (of people and without a name nobody), then the questions in their order."""
        found = ["Response"] if self.of_people else ["Response", "Body", "Kind"]
        for one in self.questions:
            found.append(one.words)
            if self.moderated and one.kind == Kind.GRADE:
                found.append(f"{one.words} (moderated)")
        return found

    def rows(self) -> Iterator[list[Any]]:
        """The rows, some hundred responses at a time, so that memory does not grow with them."""
        rows = counted(self.campaign, self.viewer)
        # Without a name in an order drawn by lot; bodies by reference.
        order = "pk" if self.of_people else "record__reference"
        keys = list(rows.order_by(order).values_list("pk", flat=True))
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            yield from self._some(some, start)
            self.tell(min(start + AT_ONCE, len(keys)), len(keys))

    def _some(self, keys: list[UUID], start: int) -> Iterator[list[Any]]:
        given = self._given(keys)
        moderated = self._moderated(keys) if self.moderated else {}
        responses: dict[UUID, Response] = {}
        facts: dict[UUID, Facts] = {}
        if not self.of_people or self._asking.asks_facts:
            found = Response.objects.filter(pk__in=keys).select_related(
                "record", "campaign__version", "agency__principal"
            )
            responses = {one.pk: one for one in found}
            as_called([one.agency for one in responses.values()], self.viewer.day)
            if self._asking.asks_facts:
                facts = facts_of(responses.values())
        subjects = self._asking.subjects
        for number, key in enumerate(keys, start=start + 1):
            said = given.get(key.hex, {})
            decides = {one: self._as_given(one, said[one]) for one in subjects if one in said}
            asked = self._asking.of(facts.get(key, Facts()), decides)
            yield [
                *self._who(number, responses.get(key)),
                *self._cells(said, asked, moderated.get(key, {})),
            ]

    def _who(self, number: int, response: Response | None) -> list[Any]:
        if self.of_people or response is None:
            return [number]
        agency = response.agency
        reference = response.record.reference if response.record else ""
        return [
            reference,
            agency.name if agency else "",
            agency.get_kind_display() if agency else "",
        ]

    def _cells(
        self, said: dict[str, "_Said"], asked: frozenset[str], moderated: dict[str, str]
    ) -> Iterator[Any]:
        for question in self.questions:
            key = question.key
            found = said.get(key)
            yield self._cell(question, found) if found else (None if key in asked else NOT_ASKED)
            if self.moderated and question.kind == Kind.GRADE:
                yield moderated.get(key)

    def _cell(self, question: Question, said: "_Said") -> Any:
        if said.cell:
            return said.cell
        if said.none:
            return f"{NONE}: {said.text}" if said.text else NONE
        if said.options:
            return "; ".join(self._title[question.key, one] for one in said.options)
        if question.kind == Kind.FILE:
            return f"{said.files} file" if said.files == 1 else f"{said.files} files"
        if said.number is not None:
            return said.number
        return said.day or said.text

    def _as_given(self, key: str, said: "_Said") -> Given:
        question = questionnaire_of(self.campaign.version).question[key]
        return Given(
            text=said.text,
            options=said.options,
            number=said.number,
            day=said.day,
            files=said.files or int(question.kind == Kind.FILE and not said.none),
            not_applicable=said.none,
        )

    def _given(self, keys: list[UUID]) -> dict[str, dict[str, "_Said"]]:
        found: dict[str, dict[str, _Said]] = defaultdict(dict)
        kinds = {one.kind for one in self.questions}
        rows = Answer.objects.filter(response__in=keys, counts=True).annotate(
            # As text and number: to make a key or a bool of it for each of a million answers takes seconds.
            whose=Cast("response_id", CharField()),
            asked=Cast("question_id", CharField()),
            chosen=Cast("option_id", CharField()),
            none=Cast("not_applicable", IntegerField()),
        )
        names = ["whose", "asked", "chosen", "text", "none"]
        names += ["number"] if kinds & NUMERIC else []
        names += ["day"] if Kind.DATE in kinds else []
        for whose, asked, chosen, text, none, *more in rows.values_list(*names):
            question = self._question[asked.replace("-", "")]
            if chosen and not none:
                said = self._chosen[chosen.replace("-", "")]
            else:
                number = more[0] if kinds & NUMERIC else None
                day = more[-1] if Kind.DATE in kinds else None
                said = _Said((), text, number, day, bool(none))
            found[whose.replace("-", "")][question] = said
        if Kind.SEVERAL in kinds:
            self._several(keys, found)
        if Kind.FILE in kinds:
            files = rows.filter(question__kind=Kind.FILE).annotate(many=Count("files"))
            for whose, asked, many in files.values_list("whose", "asked", "many"):
                found[whose.replace("-", "")][self._question[asked.replace("-", "")]].files = many
        return found

    def _several(self, keys: list[UUID], found: dict[str, dict[str, "_Said"]]) -> None:
        rows = AnswerOption.objects.filter(answer__response__in=keys, answer__counts=True)
        names = ("answer__response_id", "answer__question__key", "option__key")
        for response, question, option in rows.order_by("option__number").values_list(*names):
            said = found[response.hex][question]
            said.options = (*said.options, option)

    def _moderated(self, keys: list[UUID]) -> dict[UUID, dict[str, str]]:
        found: dict[UUID, dict[str, str]] = defaultdict(dict)
        rows: QuerySet = ModeratedGrade.objects.filter(response__in=keys)
        for response, key, title in rows.values_list(
            "response_id", "question__key", "option__title"
        ):
            found[response][key] = title
        return found


@dataclass(slots=True)
class _Said:
    options: tuple[str, ...]
    text: str
    number: Decimal | None
    day: date | None
    none: bool
    files: int = 0
    # What stands in the cell, where that is known beforehand.
    cell: str = ""
