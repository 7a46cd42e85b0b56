"""How one number of a measure is named in a report: `key/place/period/what`.

`repeat-plans/total/2022-23/value`, `repeat-plans/eden/q1-2022-23/change`. The place is `total` (all
areas or agencies, or the whole partnership) or the name of an area or agency in small letters with
hyphens. The period is written as anywhere else, with hyphens for spaces; the full form is its two
days, `2022-04-01--2023-03-31`.

A population of the area profile is named in the same way, by its ages: `population:0-17/eden/2022-23/value`
is the one that applies on the period's last day, `population:0-17/eden/2022-06-30--2022-06-30/value`
the estimate of that day.
"""

from dataclasses import dataclass
from functools import lru_cache

from safeloom.kernel.ages import AgeBand, read_band
from safeloom.kernel.period_reading import read_period
from safeloom.kernel.periods import Period

WHAT = {
    "value": "the number itself",
    "numerator": "what was counted",
    "denominator": "what it is out of",
    "hundreds": "what it is out of, in hundreds",
    "difference": "the number less the one of the period before",
    "change": "the change since the period before, in per cent",
    "direction": "whether it is better than in the period before",
    "year-difference": "the number less the one of a year before",
    "year-change": "the change since a year before, in per cent",
    "year-direction": "whether it is better than a year before",
    "target": "the target",
    "rag": "how it stands against the target",
}
TOTAL = "total"
# Before the ages of a population, where the key of a measure stands otherwise.
POPULATION = "population:"
OF_POPULATION = ("value", "hundreds")


class BadReference(ValueError):
    """A reference that names no number; the message says what to write."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The parts of a reference. `str()` gives its full form."""

    key: str
    place: str
    period: Period
    what: str

    def __str__(self) -> str:
        return f"{self.key}/{self.place}/{self.period.key()}/{self.what}"

    @property
    def band(self) -> AgeBand | None:
        """The ages, where it names a population."""
        return _band(self.key)

    def of(self, what: str) -> "Reference":
        """The same measure, place and period, and something else about it."""
        return Reference(self.key, self.place, self.period, what)


def read_reference(text: str) -> Reference:
    """Read a reference. Raises `BadReference`."""
    return _read(text)


@lru_cache(maxsize=16384)
def _read(text: str) -> Reference:
    parts = [part.strip().casefold() for part in text.strip().split("/")]
    if len(parts) == 5:
        # A year written 2022/23.
        parts = [*parts[:2], f"{parts[2]}-{parts[3]}", parts[4]]
    if len(parts) != 4 or not all(parts):
        raise BadReference(f"“{text}” is no reference; write measure/total/2022-23/value")
    key, place, period, what = parts
    if what not in WHAT:
        raise BadReference(f"“{what}” is not known; write one of {', '.join(WHAT)}")
    if _band(key) is not None and what not in OF_POPULATION:
        raise BadReference(f"A population has no “{what}”; write value")
    try:
        return Reference(key, place, _period(period), what)
    except ValueError as problem:
        raise BadReference(str(problem)) from None


@lru_cache(maxsize=256)
def _band(key: str) -> AgeBand | None:
    if not key.startswith(POPULATION):
        return None
    try:
        return read_band(key.removeprefix(POPULATION))
    except ValueError as problem:
        raise BadReference(str(problem)) from None


def _period(text: str) -> Period:
    try:
        return read_period(text)
    except ValueError:
        return read_period(text.replace("-", " "))
