"""What is still to be returned: worked out from who supplies what, stored nowhere."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from uuid import UUID

from django.db.models import Prefetch, Q

from safeloom.domain.indicators.definitions import State
from safeloom.domain.indicators.models import Measure, Return, Supply
from safeloom.domain.indicators.queries.book import about_of, due_day
from safeloom.domain.indicators.queries.keys import ABOUT, MEASURE, Keys
from safeloom.domain.indicators.queries.lines import About
from safeloom.domain.indicators.queries.scope import Scope, names_of
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.periods import Frequency, Period, period_containing, periods_between

# A gap older than this is history, not something to be asked for.
LOOK_BACK = timedelta(days=732)
_MEASURES = Measure.objects.select_related("record")


@dataclass(frozen=True, slots=True)
class Due:
    """A return that is wanted: nothing was returned, or `provisional` numbers want their final ones.

    `days_left` counts down to `due` and is negative when late.
    """

    measure: Measure
    period: Period
    agency: About
    about: About
    due: date
    days_left: int
    provisional: bool

    @property
    def quarter(self) -> Period:
        """The quarter in which its period ends: returns are entered a quarter at a time."""
        return period_containing(self.period.end, Frequency.QUARTER)

    @property
    def late(self) -> bool:
        """Whether its last day has passed."""
        return self.days_left < 0


def outstanding(
    partnership: Partnership,
    day: date,
    *,
    viewer: Viewer | None = None,
    agencies: Collection[UUID] | None = None,
) -> list[Due]:
    """The returns of periods that are over by `day` and not yet in, the most overdue first; of some
    agencies or of all the viewer may see. A return marked not supplied or not applicable is in.
    5 queries."""
    supplies = Scope(partnership, viewer).supplies().filter(measure__partnership=partnership)
    if agencies is not None:
        supplies = supplies.filter(agency__in=agencies)
    first = day - LOOK_BACK
    supplies = supplies.filter(Q(end__isnull=True) | Q(end__gte=first))
    # One object a measure, however many supply it.
    supplies = list(supplies.prefetch_related(Prefetch("measure", _MEASURES)))
    there = _there(supplies, first, day)
    names = names_of({key for each in supplies for key in (each.agency_id, each.area_id)})
    found = []
    for supply in supplies:
        about = about_of(supply.measure, supply)
        for period in closed_periods(supply, day):
            state = there.get((supply.measure_id, period.end, about))
            if state is None or state == State.PROVISIONAL:
                found.append(_due(supply, period, about, names, day, state is not None))
    return sorted(found, key=lambda each: (each.due, each.measure.order, each.about.name))


def closed_periods(supply: Supply, day: date) -> list[Period]:
    """The periods that a supply asks for and that are over by `day`, as far back as is asked."""
    measure = supply.measure
    if measure.kernel_frequency is None:
        return []
    first = max(when for when in (supply.start, measure.start, day - LOOK_BACK) if when)
    last = min(when for when in (supply.end, measure.end, day - timedelta(days=1)) if when)
    return list(_whole(first, last, measure.kernel_frequency))


@lru_cache(maxsize=1024)
def _whole(first: date, last: date, frequency: Frequency) -> tuple[Period, ...]:
    # Hundreds of supplies ask for the same periods.
    return tuple(each for each in periods_between(first, last, frequency) if each.end <= last)


def _there(supplies: list[Supply], first: date, day: date) -> dict[tuple, str]:
    measures = {supply.measure_id for supply in supplies}
    rows = Return.objects.filter(measure__in=measures, end__gte=first, end__lte=day)
    keys = Keys()
    return {
        (keys[measure], end, keys[about]): state
        for measure, end, about, state in rows.values_list(MEASURE, "end", ABOUT, "state")
    }


def _due(supply: Supply, period: Period, about, names, day: date, provisional: bool) -> Due:
    last = due_day(supply, period)
    return Due(
        measure=supply.measure,
        period=period,
        agency=About(supply.agency_id, names[supply.agency_id]),
        about=About(about, names[about]) if about else About(None, ""),
        due=last,
        days_left=(last - day).days,
        provisional=provisional,
    )
