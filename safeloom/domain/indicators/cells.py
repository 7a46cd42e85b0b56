"""What is known of a measure for a period: a number, or in words why there is none."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from uuid import UUID

from safeloom.domain.area_profile.in_force import Applying, Populations
from safeloom.domain.indicators.definitions import State
from safeloom.domain.indicators.models import Measure
from safeloom.kernel import printed, units
from safeloom.kernel.rounding import round_half_up

PER = " per 10,000"


class Standing(Enum):
    """Whether a number is known, and if not, why. No two of these are the same thing, and none of
    them is a zero."""

    KNOWN = "Known"
    PROVISIONAL = "Provisional"
    NOT_SUPPLIED = "Not supplied"
    NOT_APPLICABLE = "Not applicable"
    NOT_YET_DUE = "Not yet due"
    INCOMPLETE = "Not complete"
    NOT_EXPECTED = "Not expected"
    NO_POPULATION = "Not known"
    NOT_COMPARABLE = "Not comparable"


@dataclass(frozen=True, slots=True)
class Cell:
    """A number as it is shown, or the words that stand in its place.

    `value` is rounded half up to the measure's decimals: everything that follows from it (change,
    direction, rating) follows from what the reader sees. `numerator` and `denominator` are exact.
    `returns` are the keys of the returns it comes from, as the database writes them; `population`
    what of the area profile the denominator is, where it is that.
    """

    standing: Standing
    words: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    narrative: str = ""
    returns: tuple[str, ...] = ()
    population: Applying | None = None

    @property
    def known(self) -> bool:
        """Whether there is a number, final or provisional."""
        return self.value is not None

    @property
    def short(self) -> str:
        """The words without what the heading of a table says once: `140.4`, `3`, `83.3%`, `£550`."""
        return self.words.removesuffix(PER).removesuffix(" days").removesuffix(" day")

    @property
    def provisional(self) -> bool:
        """Whether the number may still change."""
        return self.standing is Standing.PROVISIONAL


NOT_EXPECTED = Cell(Standing.NOT_EXPECTED, "Not expected")
NOT_COMPARABLE = Cell(Standing.NOT_COMPARABLE, "Not comparable")
NOT_SUPPLIED = Cell(Standing.NOT_SUPPLIED, "Not supplied")
NOT_YET_DUE = Cell(Standing.NOT_YET_DUE, "Not yet due")
NOT_WORKED_OUT = Cell(
    Standing.INCOMPLETE,
    "Not worked out: some returns of the period carry a population of their own",
)
NONE_TO_MEASURE = "None to measure (0 of 0)"


def cell_of(
    measure: Measure,
    state: str,
    numerator: Decimal | None,
    denominator: Decimal | None,
    value: Decimal | None,
    narrative: str = "",
    returns: tuple[str, ...] = (),
) -> Cell:
    """The cell of what one return says."""
    if state == State.NOT_SUPPLIED:
        return Cell(Standing.NOT_SUPPLIED, "Not supplied", narrative=narrative, returns=returns)
    if state == State.NOT_APPLICABLE:
        return Cell(Standing.NOT_APPLICABLE, "Not applicable", narrative=narrative, returns=returns)
    provisional = state == State.PROVISIONAL
    return _with_number(measure, provisional, numerator, denominator, value, narrative, returns)


def total_of(measure: Measure, cells: Collection[Cell], missing: int = 0) -> Cell:
    """Several cells of one measure together: areas of a period, or months of a quarter.

    Parts are added up and the value worked out from the sums; percentages are never averaged. A
    total of which a part is missing is no number: it says how much of it is there. What does not
    apply is left out. `missing` counts parts for which there is no cell at all.
    """
    applying = [cell for cell in cells if cell.known or cell.numerator is not None]
    lacking = missing + sum(_lacks(cell) for cell in cells)
    returns = tuple(key for cell in cells for key in cell.returns)
    if lacking:
        return _incomplete(cells, missing, len(applying), lacking, returns)
    if not applying:
        return Cell(Standing.NOT_APPLICABLE, "Not applicable", returns=returns)
    provisional = any(cell.provisional for cell in applying)
    if not measure.has_parts:
        value = _added(cell.value for cell in applying)
        return _with_number(measure, provisional, None, None, value, "", returns)
    if len(applying) == 1 and applying[0].numerator is None:
        return applying[0]
    if any(cell.numerator is None for cell in applying):
        return Cell(Standing.INCOMPLETE, "Not worked out: a part is not known", returns=returns)
    numerator = _added(cell.numerator for cell in applying)
    denominator = _added(cell.denominator for cell in applying)
    return _with_number(measure, provisional, numerator, denominator, None, "", returns)


def counted_together(measure: Measure, cells: Collection[Cell]) -> Cell:
    """Several cells of a measure that takes its denominator from the area profile: as `total_of`, and
    where all are counted only, so is the total."""
    applying = [cell for cell in cells if cell.known or cell.numerator is not None]
    if any(_lacks(cell) for cell in cells) or any(cell.numerator is None for cell in applying):
        return total_of(measure, cells)
    returns = tuple(key for cell in cells for key in cell.returns)
    provisional = any(cell.provisional for cell in applying)
    numerator = _added(cell.numerator for cell in applying)
    mixed = not all(counted_only(cell) for cell in applying)
    denominator = _added(cell.denominator or 0 for cell in applying) if mixed else None
    return _with_number(measure, provisional, numerator, denominator, None, "", returns)


def counted_only(cell: Cell) -> bool:
    """Whether there is a numerator that waits for a population, or found none."""
    return cell.numerator is not None and cell.denominator is None


def set_against(
    measure: Measure,
    counted: Cell,
    populations: Populations,
    abouts: Sequence[UUID | None],
    day: date,
) -> Cell:
    """A cell that is counted only, out of the population of these areas (None: the partnership) that
    applies on a day by the rule of the area profile; where one has none, the words for that."""
    found = [populations.of(about, measure.band, day) for about in abouts]
    lacking = [about for about, each in zip(abouts, found, strict=True) if each is None]
    if lacking:
        words = populations.missing(lacking, measure.band, day)
        return replace(counted, standing=Standing.NO_POPULATION, words=words)
    estimates = tuple(row for each in found if each for row in each.estimates)
    applying = Applying(measure.band, estimates)
    cell = _with_number(
        measure,
        counted.provisional or applying.provisional,
        counted.numerator,
        Decimal(applying.number),
        None,
        counted.narrative,
        counted.returns,
    )
    return replace(cell, population=applying)


def _with_number(measure, provisional, numerator, denominator, value, narrative, returns) -> Cell:
    shown, words = _shown(measure.unit, measure.decimals, numerator, denominator, value)
    standing = Standing.PROVISIONAL if provisional else Standing.KNOWN
    if shown is None and numerator is not None and denominator is None:
        # Counted, and not yet set against a population.
        words = f"{printed.show(numerator, 0)} counted"
    elif shown is None:
        standing = Standing.NOT_APPLICABLE
    return Cell(standing, words, shown, numerator, denominator, narrative, returns)


# Follows from the numbers alone, and the same numbers are shown on page after page.
@lru_cache(maxsize=16_384)
def _shown(
    unit: str,
    decimals: int,
    numerator: Decimal | None,
    denominator: Decimal | None,
    value: Decimal | None,
) -> tuple[Decimal | None, str]:
    counted_in = units.Unit(unit)
    if numerator is not None:
        value = units.work_out(counted_in, numerator, denominator)
        if value is None:
            return None, NONE_TO_MEASURE
    shown = round_half_up(value, decimals)
    return shown, units.show(shown, counted_in, decimals)


def _lacks(cell: Cell) -> bool:
    return not cell.known and cell.standing in (
        Standing.NOT_SUPPLIED,
        Standing.NOT_YET_DUE,
        Standing.INCOMPLETE,
    )


def _incomplete(cells, missing: int, there: int, lacking: int, returns) -> Cell:
    alike = {cell.standing for cell in cells}
    if not there and not missing and len(alike) == 1 and Standing.INCOMPLETE not in alike:
        only = next(iter(cells))
        return Cell(only.standing, only.words, returns=returns)
    if not there and not cells:
        return NOT_SUPPLIED
    words = f"Not complete ({there} of {there + lacking})"
    return Cell(Standing.INCOMPLETE, words, returns=returns)


def _added(numbers: Iterable[Decimal]) -> Decimal:
    return sum(numbers, Decimal(0))
