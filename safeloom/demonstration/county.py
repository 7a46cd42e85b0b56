"""What is known of the invented county while it is being made."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from safeloom.domain.indicators.models import Measure
from safeloom.domain.partnership.models import Agency, Area, Group
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.kernel.periods import Frequency, Period, period_containing

# How many quarters of returns a size has.
SIZES = {"small": 8, "county": 16}


@dataclass
class County:
    """An invented partnership. `today` is the day it is made for; everything else is dated from it.

    `chance` is the county's own: the same number, size and day make the same county. Bodies, groups,
    areas and people are found by their keys in `content/structure.toml`.
    """

    partnership: Partnership
    number: int
    size: str
    today: date
    chance: Random
    places: dict[str, str]
    areas: dict[str, Area] = field(default_factory=dict)
    agencies: dict[str, Agency] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    holders: dict[tuple[str, int], list] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    personas: dict[str, Person] = field(default_factory=dict)

    @property
    def quarters(self) -> list[Period]:
        """The quarters that have ended, oldest first: as many as the size has."""
        found = [period_containing(self.today, Frequency.QUARTER).previous()]
        while len(found) < SIZES[self.size]:
            found.append(found[-1].previous())
        return found[::-1]

    @property
    def year(self) -> Period:
        """The last year from April to March that has ended."""
        return period_containing(self.today, Frequency.YEAR).previous()

    @property
    def seats_begin(self) -> date:
        """The day from which seats are known: the first of April three years or more ago."""
        return period_containing(self.today, Frequency.YEAR).start.replace(
            year=self.year.start.year - 2
        )

    @property
    def reorganised(self) -> date:
        """The first day of the two councils that came out of one: the first of April at least eight
        whole quarters ago, so that a small county has no area that ended."""
        last = period_containing(self.today, Frequency.QUARTER).start
        return date(last.year - 2 - (last.month < 4), 4, 1)

    @property
    def before(self) -> date:
        """The last day of what ended with the reorganisation."""
        return self.reorganised - timedelta(days=1)
