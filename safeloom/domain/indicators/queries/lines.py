"""One measure in one period against what it should be and what it was: the part that every table,
chart and report of measures shares."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from safeloom.domain.indicators.cells import Cell
from safeloom.domain.indicators.models import Measure, MeasureTarget
from safeloom.domain.indicators.queries.book import Book
from safeloom.kernel.direction import Change, change
from safeloom.kernel.periods import Period, period_containing
from safeloom.kernel.rag import Rag, rag


@dataclass(frozen=True, slots=True)
class About:
    """The area or agency something is about; `key` None is all of them, or the whole partnership."""

    key: UUID | None
    name: str


WHOLE = About(None, "")


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure in a period: the number, the same a period and a year before, and how they compare.

    `change` is against the period before and `year_change` against the same period a year before;
    None where either number is missing. `rag` is `Rag.NONE` without a number or a target, and where
    the target is for the total only. `across` and `year_across` are the day of a reorganisation between
    the two numbers: of one area or agency there is no change then, of all together it is to be said.
    """

    measure: Measure
    about: About
    period: Period
    now: Cell
    before: Cell
    last_year: Cell
    target: MeasureTarget | None
    rag: Rag
    change: Change | None
    year_change: Change | None
    across: date | None = None
    year_across: date | None = None


def reading(book: Book, measure: Measure, period: Period, about: About = WHOLE) -> Reading:
    """A measure in its last period by the end of `period`."""
    period = last_period(measure, period)
    now = book.cell(measure, period, about.key)
    before = book.cell(measure, period.previous(), about.key)
    last_year = book.cell(measure, period.same_last_year(), about.key)
    target = book.target(measure, period) if judged(measure, about) else None
    return Reading(
        measure=measure,
        about=about,
        period=period,
        now=now,
        before=before,
        last_year=last_year,
        target=target,
        rag=rated(measure, now, target),
        change=changed_over(book, measure, (period.previous(), period), about.key),
        year_change=changed_over(book, measure, (period.same_last_year(), period), about.key),
        across=across(book, measure, period.previous(), period, about.key),
        year_across=across(book, measure, period.same_last_year(), period, about.key),
    )


def across(
    book: Book, measure: Measure, earlier: Period, later: Period, about: UUID | None
) -> date | None:
    """The first day of a reorganisation between two periods, of this area or agency or (None) of any."""
    found = book.origin_between(measure, earlier, later, about)
    return max((origin.day for _, origin in found), default=None)


def changed_over(
    book: Book, measure: Measure, between: tuple[Period, Period], about: UUID | None
) -> Change | None:
    """How a number moved from one period to another; None where either is not known, or where the area
    or agency came out of others in between: that is no change of its own."""
    earlier, later = between
    if about is not None and across(book, measure, earlier, later, about):
        return None
    return changed(measure, book.cell(measure, earlier, about), book.cell(measure, later, about))


def last_period(measure: Measure, period: Period) -> Period:
    """The measure's own last period that is over by the end of `period`; a monthly measure takes the
    whole of a quarter."""
    frequency = measure.kernel_frequency
    if frequency is None or frequency.months <= _months(period):
        return period
    own = period_containing(period.end, frequency)
    return own if own.end <= period.end else own.previous()


def rated(measure: Measure, now: Cell, target: MeasureTarget | None) -> Rag:
    """How a number, as it is shown, stands against a target."""
    if target is None:
        return Rag.NONE
    return rag(now.value, target.value, target.tolerance, measure.kernel_polarity)


def judged(measure: Measure, about: About) -> bool:
    """Whether a target says anything about this: a target for the county's number of children says
    nothing about one of its areas."""
    return about.key is None or measure.judged_each


def changed(measure: Measure, earlier: Cell, later: Cell) -> Change | None:
    """How a number moved, as it is shown; None where either is not known."""
    return change(earlier.value, later.value, measure.kernel_polarity, measure.decimals)


def narrative_of(book: Book, found: Cell, names: dict[UUID, str]) -> str:
    """What was said about a number; where it is a total, who said what, in the order of names."""
    if found.narrative or not found.returns:
        return found.narrative
    rows = (book.by_id[key] for key in found.returns)
    said = sorted((names.get(row.about, ""), row.end, row.narrative) for row in rows)
    return "\n\n".join(f"{name}: {text}" if name else text for name, _, text in said if text)


def _months(period: Period) -> int:
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
