"""The returns of some measures, read in a fixed number of queries, and what follows from them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from safeloom.domain.area_profile.in_force import Populations
from safeloom.domain.indicators.cells import (
    NOT_COMPARABLE,
    NOT_EXPECTED,
    NOT_SUPPLIED,
    NOT_WORKED_OUT,
    NOT_YET_DUE,
    Cell,
    cell_of,
    counted_only,
    counted_together,
    set_against,
    total_of,
)
from safeloom.domain.indicators.definitions import Breakdown, Counted, Frequency, Totals
from safeloom.domain.indicators.models import Measure, MeasureTarget, Return, Supply
from safeloom.domain.indicators.queries.keys import ABOUT, MEASURE, RETURN, Keys
from safeloom.domain.partnership.queries.succession import Origin
from safeloom.kernel.periods import Period, periods_between


class Returned(NamedTuple):
    """One return as it was read; `about` is its area's or agency's key, None for the whole. Its own
    key is left as the database writes it: few are ever asked for."""

    id: str
    measure: UUID
    start: date
    end: date
    about: UUID | None
    state: str
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    narrative: str


@dataclass
class Book:
    """Measures with their returns, supplies and targets at hand.

    `day` is the day from which is told what is due. `origins` says what areas and agencies came out of:
    before that day a number is that of those together, where the measure is added up.
    """

    measures: list[Measure]
    day: date
    # By measure, then by the last day, then by what it is about: who asks for all areas of a quarter
    # makes no key for each of them.
    returned: dict[UUID, dict[date, dict[UUID | None, Returned]]] = field(default_factory=dict)
    by_id: dict[str, Returned] = field(default_factory=dict)
    abouts: dict[UUID, set] = field(default_factory=lambda: defaultdict(set))
    supplies: dict[UUID, list[Supply]] = field(default_factory=lambda: defaultdict(list))
    targets: dict[UUID, list[MeasureTarget]] = field(default_factory=lambda: defaultdict(list))
    origins: dict[UUID, Origin] = field(default_factory=dict)
    # Read only where a measure is out of a population.
    populations: Populations = field(default_factory=Populations)
    # What was worked out: a scorecard asks for the same quarter as itself, as the one before and as
    # the one a year before.
    _cells: dict[tuple, Cell] = field(default_factory=dict)
    _expected: dict[tuple, dict] = field(default_factory=dict)

    def target(self, measure: Measure, period: Period) -> MeasureTarget | None:
        """The target that holds on the last day of a period; the one that began last, if several."""
        found = [each for each in self.targets[measure.pk] if each.holds(period.end)]
        return found[-1] if found else None

    def expected(self, measure: Measure, period: Period) -> dict[UUID | None, Supply]:
        """What the measure is asked about in a period, and from whom."""
        key = measure.pk, period.end
        if key not in self._expected:
            self._expected[key] = {
                about_of(measure, supply): supply
                for supply in self.supplies[measure.pk]
                if supply.holds(period.end)
            }
        return self._expected[key]

    def cell(self, measure: Measure, period: Period, about: UUID | None) -> Cell:
        """What is known about one area or agency, or (None) about all of them or the whole."""
        key = measure.pk, period, about
        if key not in self._cells:
            self._cells[key] = self._cell(measure, period, about)
        return self._cells[key]

    def _cell(self, measure: Measure, period: Period, about: UUID | None) -> Cell:
        if about in self.origins and self._not_its_own(measure, period, about):
            return NOT_COMPARABLE
        places = self.places(measure, period, about)
        cells = [self.counted(measure, *place) for place in places]
        there = [each for each in cells if each != NOT_EXPECTED]
        if not there:
            return NOT_EXPECTED
        if any(counted_only(each) for each in there):
            return self._rate(measure, period, places, cells)
        return there[0] if len(cells) == 1 else total_of(measure, there)

    def _rate(
        self,
        measure: Measure,
        period: Period,
        places: list[tuple[Period, UUID | None]],
        cells: list[Cell],
    ) -> Cell:
        """Numerators out of populations: those of a year's quarters are added up, and the population
        of each area is taken once, as it applies on the period's last day."""
        there = [each for each in cells if each != NOT_EXPECTED]
        whole = there[0] if len(there) == 1 else counted_together(measure, there)
        if whole.numerator is None:
            return whole
        abouts = list(
            dict.fromkeys(
                about for (_, about), cell in zip(places, cells, strict=True) if counted_only(cell)
            )
        )
        # Whoever lives there is counted once, where the area they live in became another meanwhile.
        gone = self._gone_by(period.end)
        abouts = [about for about in abouts if about not in gone or len(abouts) == 1]
        if counted_only(whole):
            return set_against(measure, whole, self.populations, abouts, period.end)
        if any(part != places[0][0] for part, _ in places):
            return NOT_WORKED_OUT
        each = [
            set_against(measure, cell, self.populations, [about], period.end)
            if counted_only(cell)
            else cell
            for (_, about), cell in zip(places, cells, strict=True)
            if cell != NOT_EXPECTED
        ]
        without = next((cell for cell in each if counted_only(cell)), None)
        return without or total_of(measure, each)

    def places(
        self, measure: Measure, period: Period, about: UUID | None
    ) -> list[tuple[Period, UUID | None]]:
        """Where the returns stand that a number comes from: the measure's own periods inside
        `period` (the last one only where they cannot be added), for each area or agency."""
        parts = _own_periods(measure, period)
        if measure.counted == Counted.AT_END or not _adds_over_time(measure):
            parts = parts[-1:]
        if about is not None or measure.breakdown == Breakdown.WHOLE:
            return [(part, key) for part in parts for key in self._stood_for(part, about)]
        return [
            (part, key)
            for part in parts
            for key in sorted(
                self.expected(measure, part).keys() | self._returned_about(measure, part),
                key=_in_order,
            )
        ]

    def _stood_for(self, period: Period, about: UUID | None) -> list[UUID | None]:
        """Whose returns a number about this is made of: before it began, those it came out of."""
        origin = self.origins.get(about) if about is not None else None
        if origin is None or period.end >= origin.day or not origin.wholly:
            return [about]
        return [each for one in origin.wholly for each in self._stood_for(period, one)]

    def _not_its_own(self, measure: Measure, period: Period, about: UUID) -> bool:
        """Whether a period lies before the day on which this came out of others, some of which are not
        it alone, or whose numbers are not added up."""
        origin = self.origins[about]
        first = self.places(measure, period, about)[:1]
        if not first or first[0][0].end >= origin.day:
            return False
        if self._returned_about(measure, first[0][0]).get(about):
            return False
        if origin.partly:
            return any(key in self.abouts[measure.pk] for key in origin.partly)
        return measure.totals != Totals.SUM and len(self._stood_for(first[0][0], about)) > 1

    def origin_between(
        self, measure: Measure, earlier: Period, later: Period, about: UUID | None
    ) -> list[tuple[UUID, Origin]]:
        """The areas or agencies a measure is about (or this one) that came out of others after the end of
        one period and by the end of another: numbers before and after are not like for like."""
        if not self.origins or measure.breakdown == Breakdown.WHOLE:
            return []
        keys = [about] if about is not None else self.places_known(measure)
        return [
            (key, self.origins[key])
            for key in keys
            if key in self.origins and earlier.end < self.origins[key].day <= later.end
        ]

    def _gone_by(self, day: date) -> set[UUID]:
        """What had become others by a day."""
        came = [origin for origin in self.origins.values() if origin.day <= day]
        return {key for origin in came for key in (*origin.wholly, *origin.partly)}

    def places_known(self, measure: Measure) -> list[UUID]:
        """What a measure is asked or was returned about, as far as was read."""
        asked = {about_of(measure, supply) for supply in self.supplies[measure.pk]}
        return sorted((asked | self.abouts[measure.pk]) - {None}, key=_in_order)

    def own(self, measure: Measure, period: Period, about: UUID | None) -> Cell:
        """What is known of one of the measure's own periods, or why nothing is."""
        cell = self.counted(measure, period, about)
        if counted_only(cell):
            return set_against(measure, cell, self.populations, [about], period.end)
        return cell

    def counted(self, measure: Measure, period: Period, about: UUID | None) -> Cell:
        """What was returned for one of the measure's own periods, or why nothing was."""
        found = self._returned_about(measure, period).get(about)
        if found and (measure.counted == Counted.AT_END or found.start == period.start):
            return cell_of(
                measure,
                found.state,
                found.numerator,
                found.denominator,
                found.value,
                found.narrative,
                (found.id,),
            )
        supply = self.expected(measure, period).get(about)
        if supply is None:
            return NOT_EXPECTED
        return NOT_YET_DUE if due_day(supply, period) >= self.day else NOT_SUPPLIED

    @property
    def keys(self) -> set[UUID | None]:
        """The areas and agencies that are supplied for, supply or are returned about."""
        found = {key for abouts in self.abouts.values() for key in abouts}
        for supplies in self.supplies.values():
            found |= {key for each in supplies for key in (each.area_id, each.agency_id)}
        for key in [key for key in found if key in self.origins]:
            found |= self._came_before(key)
        return found

    def _came_before(self, key: UUID) -> set[UUID]:
        origin = self.origins.get(key)
        if origin is None:
            return set()
        earlier = {*origin.wholly, *origin.partly}
        return earlier.union(*(self._came_before(each) for each in earlier))

    def concerns(self, measure: Measure) -> bool:
        """Whether anything was returned or is asked for a measure, as far as was read."""
        return bool(self.abouts[measure.pk] or self.supplies[measure.pk])

    def about_at(self, measure: Measure, period: Period) -> set[UUID]:
        """The areas or agencies a measure is asked or returned about in a period."""
        found = set()
        for part in _own_periods(measure, period):
            found |= self.expected(measure, part).keys() | self._returned_about(measure, part)
        return found - {None}

    def lines_of(self, measure: Measure, period: Period) -> list[UUID | None]:
        """What a measure has a line of its own for: one for the total, or one each."""
        if measure.breakdown == Breakdown.WHOLE or measure.totals == Totals.SUM:
            return [None]
        return sorted(set(self.expected(measure, period)) | self.abouts[measure.pk], key=_in_order)

    def _returned_about(self, measure: Measure, period: Period) -> dict[UUID | None, Returned]:
        return self.returned.get(measure.pk, _NONE).get(period.end, _NONE)


_NONE: dict = {}


def _in_order(about: UUID | None) -> int:
    # The order of the keys as text, with what is about the whole after them.
    return about.int if about else 1 << 128


def open_book(
    measures: QuerySet[Measure],
    returns: QuerySet[Return],
    supplies: QuerySet[Supply],
    day: date,
) -> Book:
    """Read the measures and, of the given returns and supplies, those that are theirs: 4 queries.

    Narrow `returns` to the wanted time and, by the viewer's rule, to the rows that may be seen.
    """
    book = Book(list(measures.select_related("record")), day)
    keys = [measure.pk for measure in book.measures]
    for supply in supplies.filter(measure__in=keys).order_by("pk"):
        book.supplies[supply.measure_id].append(supply)
    for target in MeasureTarget.objects.filter(measure__in=keys).order_by("start", "pk"):
        book.targets[target.measure_id].append(target)
    what = ("start", "end", ABOUT, "state", "numerator", "denominator", "value", "narrative")
    rows = returns.filter(measure__in=keys).values_list(RETURN, MEASURE, *what)
    known = Keys()
    for key, measure_text, start, end, about_text, *rest in rows:
        measure, about = known[measure_text], known[about_text]
        row = Returned(key, measure, start, end, about, *rest)
        ends = book.returned.setdefault(measure, {})
        ends.setdefault(end, {})[about] = book.by_id[key] = row
    for measure, ends in book.returned.items():
        book.abouts[measure].update(*ends.values())
    return book


def about_of(measure: Measure, supply: Supply) -> UUID | None:
    """What the returns under a supply are about."""
    if measure.breakdown == Breakdown.AREA:
        return supply.area_id
    return supply.agency_id if measure.breakdown == Breakdown.AGENCY else None


def due_day(supply: Supply, period: Period) -> date:
    """The last day on which the return of a period is in time."""
    return period.end + timedelta(days=supply.days_allowed)


@lru_cache(maxsize=4096)
def _split(period: Period, frequency) -> tuple[Period, ...]:
    inside = periods_between(period.start, period.end, frequency)
    whole = [part for part in inside if part.start >= period.start and part.end <= period.end]
    return tuple(whole or [part for part in inside if part.end == period.end])


def _own_periods(measure: Measure, period: Period) -> list[Period]:
    """The measure's own periods inside a period. A yearly measure has one in the quarter in which
    its year ends, and none in the other three."""
    frequency = measure.kernel_frequency
    if measure.frequency == Frequency.ANY or frequency is None:
        return [period]
    return list(_split(period, frequency))


def _adds_over_time(measure: Measure) -> bool:
    return measure.has_parts or measure.totals == Totals.SUM
