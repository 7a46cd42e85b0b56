"""The position of a plan: how many lines stand how, in which month they are due. Pure counting."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from safeloom.domain.plans.line_standing import ORDER, LineStanding, month_words
from safeloom.kernel.rag import Rag
from safeloom.web.charts import Chart, Series, stacked
from safeloom.web.words import count_words, list_words

NO_DATE = "No date known"
_NOUN = ("line", "lines")
_MOST_MONTHS = 40


@dataclass(frozen=True)
class Counts:
    """How many lines stand how."""

    by: Counter

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.by.values())

    @property
    def worst(self) -> Rag | None:
        """The worst rating that is known of any; None where none is."""
        known = [rating for rating in ORDER[:-1] if self.by[rating]]
        return known[-1] if known else None

    def each(self) -> list[tuple[Rag, int]]:
        """Each rating with its number, the best first."""
        return [(rating, self.by[rating]) for rating in ORDER]

    def words(self) -> str:
        """`7 complete, 10 on track, 1 at risk and 2 not known`."""
        found = [f"{many} {rating.word.lower()}" for rating, many in self.each() if many]
        return list_words(found)


def counted(lines: Iterable[LineStanding]) -> Counts:
    """How these lines stand; what was dropped or carried forward is left out."""
    return Counts(Counter(one.rating for one in lines if one.counts))


@dataclass(frozen=True)
class Month:
    """The lines due in one month; of those without a date, what stood there in its place."""

    label: str
    first: date | None
    counts: Counts
    words: Sequence[str] = ()


@dataclass(frozen=True)
class Position:
    """The position on a day, by rating and due month."""

    day: date
    counts: Counts
    months: Sequence[Month]
    late: int
    sentence: str
    chart: Chart | None


def position(lines: Sequence[LineStanding], day: date) -> Position:
    """The position of these lines as at the day they were worked out for."""
    standing = [one for one in lines if one.counts]
    counts = counted(standing)
    by_month: dict[date | None, list[LineStanding]] = {}
    for one in standing:
        by_month.setdefault(one.due.day.replace(day=1) if one.due.day else None, []).append(one)
    dated = sorted(first for first in by_month if first is not None)
    months = [Month(month_words(first), first, counted(by_month[first])) for first in dated]
    if None in by_month:
        words = sorted({one.due.words for one in by_month[None] if one.due.words})
        months.append(Month(NO_DATE, None, counted(by_month[None]), words))
    late = sum(one.is_late for one in standing)
    return Position(day, counts, months, late, _sentence(counts, late), _chart(months))


def _sentence(counts: Counts, late: int) -> str:
    if not counts.total:
        return "No line is in the plan."
    said = f"Of {count_words(counts.total, *_NOUN)}, {counts.words()}."
    if late:
        said += f" {late} {'is' if late == 1 else 'are'} past the due date and not complete."
    return said


def _chart(months: Sequence[Month]) -> Chart | None:
    """Bars by due month; a plan over more months than can be drawn is told by its table alone."""
    if not 1 < len(months) <= _MOST_MONTHS:
        return None
    series = [
        Series(rating.word, [Decimal(month.counts.by[rating]) for month in months])
        for rating in ORDER
        if any(month.counts.by[rating] for month in months)
    ]
    return stacked("Lines by the month they are due", [one.label for one in months], series)
