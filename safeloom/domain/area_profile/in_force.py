"""Which population a rate is worked out from. The one rule:

The latest estimate of those ages whose day is not after the last day of the period, and not more
than three years before it. A total of areas is out of the sum of their populations, each by that
rule. What is returned for the partnership as a whole is out of the later of two: the partnership's
own row, and the sum of its areas' where each that exists on that day has one; of one date, its own.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from safeloom.domain.area_profile.definitions import MOST_YEARS
from safeloom.kernel.ages import AgeBand
from safeloom.kernel.dates import show_date


@dataclass(frozen=True, slots=True)
class Estimate:
    """One population as it was read; `area` None is the partnership's own row."""

    id: UUID
    area: UUID | None
    day: date
    number: int
    source: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class Place:
    """An area while it exists."""

    key: UUID
    name: str
    start: date | None
    end: date | None

    def stands(self, day: date) -> bool:
        """Whether it exists on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or self.end >= day)


@dataclass(frozen=True, slots=True)
class Applying:
    """A population that applies: how many, and the estimates it is the sum of (one, as a rule)."""

    band: AgeBand
    estimates: tuple[Estimate, ...]

    @property
    def number(self) -> int:
        """How many people."""
        return sum(each.number for each in self.estimates)

    @property
    def provisional(self) -> bool:
        """Whether it may still change."""
        return any(each.provisional for each in self.estimates)

    @property
    def day(self) -> date:
        """The day of the oldest estimate in it."""
        return min(each.day for each in self.estimates)

    @property
    def words(self) -> str:
        """`41,200 people aged 0 to 17, 30 June 2025 (Mid-year estimates)`."""
        days = " and ".join(show_date(day) for day in sorted({each.day for each in self.estimates}))
        sources = "; ".join(dict.fromkeys(each.source for each in self.estimates))
        last = ", provisional" if self.provisional else ""
        return f"{self.number:,} people {self.band.aged()}, {days} ({sources}{last})"


def applies(estimates: Sequence[Estimate], day: date) -> Estimate | None:
    """The estimate that applies on a day, of one place's and band's, the oldest first."""
    at = bisect_right(estimates, day, key=lambda each: each.day)
    if not at:
        return None
    found = estimates[at - 1]
    return found if years_before(day, MOST_YEARS) <= found.day else None


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def mid_year(day: date) -> str:
    """The mid-year that is looked for on a day: `mid-2025`."""
    return f"mid-{day.year if (day.month, day.day) >= (6, 30) else day.year - 1}"


@dataclass
class Populations:
    """The populations of one partnership at hand, each list the oldest first."""

    places: dict[UUID, Place] = field(default_factory=dict)
    estimates: dict[tuple[UUID | None, AgeBand], list[Estimate]] = field(default_factory=dict)

    def of(self, area: UUID | None, band: AgeBand, day: date) -> Applying | None:
        """The population of an area, or (None) of the partnership, that applies on a day."""
        if area is None:
            return self._whole(band, day)
        found = applies(self.estimates.get((area, band), ()), day)
        return Applying(band, (found,)) if found else None

    def own(self, band: AgeBand, day: date) -> Applying | None:
        """What the partnership's own row says."""
        found = applies(self.estimates.get((None, band), ()), day)
        return Applying(band, (found,)) if found else None

    def summed(self, band: AgeBand, day: date) -> Applying | None:
        """The sum of the areas that exist on a day; None where one of them has no population."""
        each = [self.of(area, band, day) for area in self.standing(day)]
        if not each or any(one is None for one in each):
            return None
        return Applying(band, tuple(row for one in each if one for row in one.estimates))

    def standing(self, day: date) -> list[UUID]:
        """The areas that exist on a day, by name."""
        there = [place for place in self.places.values() if place.stands(day)]
        return [place.key for place in sorted(there, key=lambda place: (place.name, place.key))]

    def _whole(self, band: AgeBand, day: date) -> Applying | None:
        own, summed = self.own(band, day), self.summed(band, day)
        if own is None or summed is None:
            return own or summed
        return own if own.day >= summed.day else summed

    def missing(self, areas: Sequence[UUID | None], band: AgeBand, day: date) -> str:
        """Why a rate cannot be told: `Not known: no population for Eden, 0-17, mid-2025`."""
        names = [self.places[area].name if area in self.places else "" for area in areas]
        named = next((name for name in names if name), "the partnership")
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        return f"Not known: no population for {named}{more}, {band.key()}, {mid_year(day)}"
