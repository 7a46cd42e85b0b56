"""What a campaign comes to: by question, by section, against last time, in parts."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.conf import settings

from safeloom.domain.questionnaires.definitions import (
    NUMERIC,
    Kind,
    Option,
    Question,
    Questionnaire,
    Section,
)
from safeloom.domain.questionnaires.models import Campaign
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.domain.questionnaires.queries.results_hidden import ALL, OPEN, Veil, veil
from safeloom.domain.questionnaires.queries.results_tally import Tally
from safeloom.kernel.rounding import divide_half_up
from safeloom.kernel.suppression import Cell, Sum, suppress


def percent(part: int | None, whole: int | None) -> int | None:
    """A share in whole per cent, rounded half up; None of nothing, or where either is not told."""
    if part is None or not whole:
        return None
    return int(divide_half_up(Decimal(100 * part), Decimal(whole), 0))


@dataclass(frozen=True)
class Chosen:
    """How often an option was chosen; `many` is None where that is not told."""

    option: Option
    many: int | None
    percent: int | None
    moderated: int | None = None


@dataclass(frozen=True)
class Numbers:
    """What the numbers given come to. `least` and `most` are None where they would be one person's."""

    many: int
    mean: Decimal
    median: Decimal
    least: Decimal | None
    most: Decimal | None


@dataclass(frozen=True)
class Shift:
    """How answers moved from before to after, of `pairs` who gave both. The mean change is that of what
    answers are worth, to two decimals. What is not told is None."""

    before: Question
    pairs: int | None
    up: int | None
    same: int | None
    down: int | None
    mean: Decimal | None


@dataclass(frozen=True)
class Compliant:
    """Of graded answers, how many meet what is asked."""

    graded: int = 0
    meets: int = 0

    @property
    def percent(self) -> int | None:
        """The share in whole per cent; None where nothing was graded."""
        return percent(self.meets, self.graded)

    def __add__(self, other: "Compliant") -> "Compliant":
        return Compliant(self.graded + other.graded, self.meets + other.meets)


@dataclass(frozen=True)
class Result:
    """What a question came to. `answered` of `asked`, of these `not_applicable`; None is not told."""

    question: Question
    asked: int | None
    answered: int | None
    not_applicable: int | None
    options: tuple[Chosen, ...] = ()
    numbers: Numbers | None = None
    shift: Shift | None = None
    own: Compliant | None = None
    moderated: Compliant | None = None
    before: "Result | None" = None

    @property
    def hidden(self) -> bool:
        """Whether nothing is told, as those who answered are few."""
        return self.answered is None


@dataclass(frozen=True)
class Standard:
    """A section with its questions, and how far its graded answers meet what is asked."""

    section: Section
    results: tuple[Result, ...]
    own: Compliant | None
    moderated: Compliant | None
    last_time: Compliant | None = None


@dataclass(frozen=True)
class Results:
    """What a campaign, or a part of it, comes to. `submitted` is None where it is not told; `invited` is how
    many were asked, None where nobody knows, as of answers without a name. `waits` says that more may have
    come which is not counted yet."""

    questionnaire: Questionnaire
    submitted: int | None
    standards: tuple[Standard, ...]
    of_people: bool
    invited: int | None = None
    waits: bool = False

    def results(self) -> Iterator[Result]:
        """Its questions, in their order."""
        for one in self.standards:
            yield from one.results


@dataclass
class _Shaping:
    questionnaire: Questionnaire
    tally: Tally
    veil: Veil
    place: str
    earlier: Mapping[str, Result] = field(default_factory=dict)

    def result(self, question: Question) -> Result:
        key, tally = question.key, self.tally
        before = self.earlier.get(key)
        if self.veil.hides_all(self.place, key):
            return Result(question, None, None, None, before=before)
        answered = tally.answered[key]
        none = self._told(key, "none", tally.not_applicable[key])
        given = answered - tally.not_applicable[key]
        graded = question.kind == Kind.GRADE
        few = self.veil.applies and self._told(key, "given", given) is None
        return Result(
            question=question,
            asked=tally.asked[key],
            answered=answered,
            not_applicable=none,
            options=tuple(self._chosen(question, one, given) for one in question.options),
            numbers=None if few or question.kind not in NUMERIC else self._numbers(key),
            shift=self._shift(question),
            own=self._own(question) if graded else None,
            moderated=self._moderated(question) if graded else None,
            before=before,
        )

    def _told(self, key: str, what: str, many: int) -> int | None:
        return None if self.veil.hides(self.place, key, what) else many

    def _chosen(self, question: Question, option: Option, given: int) -> Chosen:
        many = self._told(
            question.key, f"option {option.key}", self.tally.chosen[question.key, option.key]
        )
        # A share of a whole that is not told would tell it.
        whole = None if self._hides_whole(question) else given
        moderated = (
            self.tally.moderated[question.key, option.key] if question.kind == Kind.GRADE else None
        )
        return Chosen(option, many, percent(many, whole), moderated)

    def _hides_whole(self, question: Question) -> bool:
        return any(self.veil.hides(self.place, question.key, one) for one in ("none", "given"))

    def _numbers(self, key: str) -> Numbers | None:
        return numbers_of(self.tally.numbers.get(key, Counter()), ends=not self.veil.applies)

    def _own(self, question: Question) -> Compliant | None:
        if any(
            one.many is None
            for one in (self._chosen(question, each, 1) for each in question.options)
        ):
            return None
        return _compliant(question, self.tally.chosen)

    def _moderated(self, question: Question) -> Compliant | None:
        found = _compliant(question, self.tally.moderated)
        return found if found.graded else None

    def _shift(self, question: Question) -> Shift | None:
        if not question.after or question.key not in self.tally.moved:
            return None
        if self.veil.applies and self.place != ALL:
            # Of all less those elsewhere it would follow how few moved here.
            return None
        return shift_of(
            self.questionnaire.question[question.after],
            self.tally.moved[question.key],
            hides=self.veil.applies,
        )


def _compliant(question: Question, chosen: Mapping[tuple[str, str], int]) -> Compliant:
    graded = {one: chosen.get((question.key, one.key), 0) for one in question.options}
    return Compliant(sum(graded.values()), sum(many for one, many in graded.items() if one.meets))


def numbers_of(found: Mapping[Decimal, int], *, ends: bool = True) -> Numbers | None:
    """Mean (one decimal more than any number given, four at most), median, least and most; None of no
    number."""
    many = sum(found.values())
    if not many:
        return None
    values = sorted(found)
    places = min(4, max(max(0, -int(one.normalize().as_tuple().exponent)) for one in values) + 1)
    total = sum((one * found[one] for one in values), Decimal(0))
    return Numbers(
        many,
        plain(divide_half_up(total, Decimal(many), places)),
        plain(_median(values, found, many)),
        plain(values[0]) if ends else None,
        plain(values[-1]) if ends else None,
    )


def plain(value: Decimal) -> Decimal:
    """A number without noughts at its end: 2.50 is 2.5, 100 stays."""
    short = value.normalize()
    return short if int(short.as_tuple().exponent) <= 0 else short.quantize(Decimal(1))


def _median(values: list[Decimal], found: Mapping[Decimal, int], many: int) -> Decimal:
    """The middle one, or half of the sum of the two in the middle."""

    def at(place: int) -> Decimal:
        for value in values:
            place -= found[value]
            if place < 0:
                return value
        raise AssertionError

    return (at((many - 1) // 2) + at(many // 2)) / 2


def shift_of(
    before: Question, moved: Mapping[tuple[Decimal, Decimal], int], *, hides: bool
) -> Shift:
    """How those who answered both moved; with `hides`, small numbers are not told, nor the mean where one
    is hidden: of a scale of two it would tell how many moved."""
    up = sum(many for (was, now), many in moved.items() if now > was)
    down = sum(many for (was, now), many in moved.items() if now < was)
    pairs = sum(moved.values())
    same = pairs - up - down
    change = sum(((now - was) * many for (was, now), many in moved.items()), Decimal(0))
    mean = divide_half_up(change, Decimal(pairs), 2) if pairs else None
    if not hides:
        return Shift(before, pairs, up, same, down, mean)
    cells = {"pairs": pairs, "up": up, "same": same, "down": down}
    gone = suppress(
        [Cell(name, many) for name, many in cells.items()],
        [Sum("pairs", ("up", "same", "down"))],
        below=settings.HIDE_BELOW,
    )
    told = {name: None if name in gone else many for name, many in cells.items()}
    return Shift(before, told["pairs"], told["up"], told["same"], told["down"],
                 mean if None not in told.values() else None)  # fmt: skip


def shaped(
    campaign: Campaign,
    tally: Tally,
    *,
    of_people: bool,
    known: Veil | None = None,
    place: str = ALL,
    earlier: Results | None = None,
) -> Results:
    """What a tally comes to, with small numbers of people left out; `earlier` stands beside, by the keys
    of questions. No query of its own (those of reading the version once apart)."""
    questionnaire = questionnaire_of(campaign.version)
    if known is None:
        known = veil(questionnaire, tally) if of_people else OPEN
    before = {one.question.key: one for one in earlier.results()} if earlier else {}
    last = {one.section.key: one for one in earlier.standards} if earlier else {}
    shaping = _Shaping(questionnaire, tally, known, place, before)
    standards = []
    for section in questionnaire.sections:
        found = tuple(shaping.result(one) for one in section.questions)
        then = last.get(section.key)
        standards.append(
            Standard(
                section,
                found,
                _together(one.own for one in found if one.question.kind == Kind.GRADE),
                _together(one.moderated for one in found if one.moderated),
                (then.moderated or then.own) if then else None,
            )
        )
    return Results(
        questionnaire,
        None if place in known.whole else tally.submitted,
        tuple(standards),
        of_people,
    )


def _together(parts) -> Compliant | None:
    """The graded answers of several questions at once; None where there are none or any is not told."""
    found = list(parts)
    if not found or None in found:
        return None
    return sum(found, Compliant())
