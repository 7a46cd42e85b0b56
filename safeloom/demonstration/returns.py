"""What was returned in the invented county, with its gaps, provisional numbers and restatements."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from safeloom.demonstration.county import County
from safeloom.demonstration.series import Series
from safeloom.domain.indicators.checking import rules_for
from safeloom.domain.indicators.commands import enter_returns
from safeloom.domain.indicators.definitions import Breakdown, Frequency, State
from safeloom.domain.indicators.entries import Entry
from safeloom.domain.indicators.models import Measure
from safeloom.kernel.periods import Frequency as Every
from safeloom.kernel.periods import Period, period_containing

# How many days after its period a return is due, by how often it is returned.
_DAYS = {Frequency.MONTH: 20, Frequency.QUARTER: 30, Frequency.HALF: 45, Frequency.YEAR: 60}
_SLOW_THEMES = ("Education", "Health")
# Still to come from the body whose safeguarding lead signs in on the demonstration: the last of one
# measure, and the last but one of another, which is late on any day.
_MISSING = {("self-harm-admissions", "kept", 1), ("injury-admissions", "north", 2)}

_WHY_RED = (
    "Two workers left and were not replaced until the end of the period. The vacancies are filled"
    " and the backlog is worked through every week.",
    "More work came in than was planned for. The service manager reviews every case that is late, and"
    " reports to the group each month.",
    "A few large families weigh heavily on this number. Each case was looked at: all but one were"
    " late for a good reason, and that one led to a change of practice.",
    "Recording fell behind practice after the new system was brought in. Team managers check the"
    " records each week until the two agree.",
    "Agreed as an exception by the group. An action is in the plan, and the lead reports on it at the"
    " next meeting.",
    "The bodies concerned do not agree on when the clock starts. A joint rule was agreed and will"
    " show from the next period on.",
)
_WHY_RESTATED = (
    "Late records were added after the return was made.",
    "Some children had been counted in both areas.",
    "The first return left out one team.",
    "The source system was corrected after an audit.",
)


def days_allowed(measure: Measure) -> int:
    """How many days after its period a measure is due."""
    slow = measure.theme in _SLOW_THEMES and measure.frequency == Frequency.QUARTER
    return 60 if slow else _DAYS[measure.frequency]


def make(county: County, places: Callable) -> None:
    """Write the returns of every period that is over, a quarter at a time, then what was restated."""
    series = Series(county.number, county.quarters[-1].end)
    entries = [
        entry
        for measure in county.measures.values()
        for place, _, start, end in places(county, measure)
        for entry in _of_place(county, series, measure, place, start, end)
    ]
    rules = rules_for(entries, county.today)
    chance = series.chance("narratives")
    entries = [
        replace(entry, narrative=chance.choice(_WHY_RED)) if rules.is_red(entry) else entry
        for entry in entries
    ]
    by_quarter: dict[Period, list[Entry]] = {}
    for entry in entries:
        quarter = period_containing(entry.period.end, Every.QUARTER)
        by_quarter.setdefault(quarter, []).append(entry)
    for _, together in sorted(by_quarter.items()):
        enter_returns(by=None, partnership=county.partnership, entries=together, day=county.today)
    again = _restated(county, series, entries)
    enter_returns(by=None, partnership=county.partnership, entries=again, day=county.today)


def periods(county: County, measure: Measure) -> list[Period]:
    """The periods of a measure that end within the county's quarters or since, and are over."""
    first = county.quarters[0].start
    period = period_containing(first, measure.kernel_frequency)
    found = []
    while period.end < county.today:
        found.append(period)
        period = period.next()
    return found


def _of_place(
    county: County,
    series: Series,
    measure: Measure,
    place: str,
    start: date | None,
    end: date | None,
) -> list[Entry]:
    found = []
    over = periods(county, measure)
    for before_last, period in zip(range(len(over), 0, -1), over, strict=True):
        if (start and period.end < start) or (end and period.end > end):
            continue
        chance = series.chance("gaps", measure.key, place, period.key())
        if _is_to_come(county, measure, place, period, before_last, chance.random()):
            continue
        first = start is not None and period.start <= start <= period.end
        found.append(_entry(county, series, measure, place, period, before_last, first))
    return found


def _is_to_come(
    county: County, measure: Measure, place: str, period: Period, before_last: int, drawn: float
) -> bool:
    """Whether a return is still to come: most that are not due yet, some that are late."""
    if (measure.key, place, before_last) in _MISSING:
        return True
    if period.end + timedelta(days=days_allowed(measure)) >= county.today:
        return drawn < 0.6
    return (before_last == 1 and drawn < 0.04) or (before_last == 2 and drawn < 0.02)


def _entry(
    county: County,
    series: Series,
    measure: Measure,
    place: str,
    period: Period,
    before_last: int,
    first: bool,
) -> Entry:
    entry = Entry(
        measure=measure,
        period=period,
        area=county.areas[place] if measure.breakdown == Breakdown.AREA else None,
        agency=county.agencies[place] if measure.breakdown == Breakdown.AGENCY else None,
    )
    part, whole = series.parts(measure.key, place, period)
    drawn = series.chance("states", measure.key, place, period.key()).random()
    if drawn < (0.2 if first else 0.005):
        return replace(entry, state=State.NOT_SUPPLIED)
    if whole == 0 and drawn < 0.6:
        return replace(entry, state=State.NOT_APPLICABLE)
    provisional = before_last == 1 and drawn > 0.92
    state = State.PROVISIONAL if provisional else State.SUPPLIED
    if whole is None:
        return replace(entry, state=state, value=Decimal(part))
    if measure.takes_population:
        return replace(entry, state=state, numerator=Decimal(part))
    return replace(entry, state=state, numerator=Decimal(part), denominator=Decimal(whole))


def _restated(county: County, series: Series, entries: list[Entry]) -> list[Entry]:
    """One return in eighty of those older than half a year, a little more than was said first."""
    chance = series.chance("restated")
    old = county.today - timedelta(days=180)
    ripe = [
        entry
        for entry in entries
        if entry.state == State.SUPPLIED
        and entry.period.end < old
        and not entry.narrative
        and (entry.value or entry.numerator or 0) >= 20
    ]
    again = []
    for entry in chance.sample(ripe, len(ripe) // 80):
        reason = chance.choice(_WHY_RESTATED)
        more = Decimal(chance.randrange(1, 9))
        if entry.denominator is None and entry.numerator is not None:
            again.append(replace(entry, numerator=entry.numerator + more, reason=reason))
        elif entry.numerator is None:
            again.append(replace(entry, value=entry.value + more, reason=reason))
        else:
            again.append(replace(entry, denominator=entry.denominator + more, reason=reason))
    rules = rules_for(again, county.today)
    return [entry for entry in again if not rules.is_red(entry)]
