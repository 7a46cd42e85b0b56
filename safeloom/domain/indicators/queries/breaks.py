"""Where a series goes over a reorganisation: drawn in its chart, said beside it and in its table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from safeloom.domain.indicators.models import Measure
from safeloom.domain.indicators.queries.book import Book
from safeloom.domain.partnership.queries.succession import Origin
from safeloom.kernel.dates import show_date
from safeloom.kernel.periods import Period

_FEW = 8


@dataclass(frozen=True, slots=True)
class SeriesBreak:
    """A reorganisation ahead of the period at position `before`: a few words for the chart (`label`),
    and sentences that say what came out of what (`words`)."""

    before: int
    day: date
    label: str
    words: str


def breaks_of(
    book: Book,
    measure: Measure,
    periods: Sequence[Period],
    names: dict[UUID, str],
    about: UUID | None = None,
) -> tuple[SeriesBreak, ...]:
    """The reorganisations between the periods of a series, of one area or agency or of all."""
    found = []
    for at in range(1, len(periods)):
        there = book.origin_between(measure, periods[at - 1], periods[at], about)
        if there:
            found.append(_said(at, there, names))
    return tuple(found)


def breaks_in(
    book: Book,
    measures: Iterable[Measure],
    first: Period,
    last: Period,
    names: dict[UUID, str],
    about: UUID | None = None,
) -> tuple[SeriesBreak, ...]:
    """The reorganisations between two periods for any of these measures, a break a day."""
    days: dict[date, dict[UUID, Origin]] = {}
    for measure in measures:
        for key, origin in book.origin_between(measure, first, last, about):
            days.setdefault(origin.day, {})[key] = origin
    return tuple(_said(0, list(days[day].items()), names) for day in sorted(days))


def _said(at: int, there: list[tuple[UUID, Origin]], names: dict[UUID, str]) -> SeriesBreak:
    there = sorted(there, key=lambda one: names.get(one[0], ""))
    day = max(origin.day for _, origin in there)
    label = f"{_listed([names.get(key, '') for key, _ in there])} from {show_date(day)}"
    return SeriesBreak(at, day, label, " ".join(_told(key, origin, names) for key, origin in there))


def _told(key: UUID, origin: Origin, names: dict[UUID, str]) -> str:
    came = sorted(names.get(one, "") for one in (*origin.wholly, *origin.partly))
    before = (
        "numbers before are not comparable"
        if origin.partly
        else "numbers before are theirs together, where they are added up"
    )
    return f"{names.get(key, '')} came out of {_listed(came)} on {show_date(origin.day)}: {before}."


def _listed(names: list[str]) -> str:
    if len(names) > _FEW:
        return f"{len(names)} others"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
