"""What of the printed figures counts people, and how the counts hang together, for hiding small ones."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from safeloom.domain.indicators.models import Measure
from safeloom.domain.indicators.queries.figures import Shelf, open_shelf
from safeloom.domain.indicators.references import BadReference, Reference
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.suppression import Cell, Derived, Sum
from safeloom.kernel.units import Unit

_COMPARED = ("difference", "change", "direction")


@dataclass
class Disclosure:
    """The cells, sums and derived figures of a report, ready for `kernel.suppression.suppress`. Ids
    are full references; `…/rest` is what a numerator leaves of its denominator."""

    cells: dict[str, Cell] = field(default_factory=dict)
    sums: dict[str, Sum] = field(default_factory=dict)
    derived: dict[str, Derived] = field(default_factory=dict)


def disclosure(
    partnership: Partnership,
    references: Collection[str],
    *,
    viewer: Viewer | None = None,
    day: date | None = None,
) -> Disclosure:
    """Everything a reader could work small counts out from, given these printed references.

    Counted are the values of measures in numbers, and the numerators and denominators of percentages;
    of rates the numerators only, as a population is known to all. Money, days and scores, and
    measures that do not hide small numbers, count nobody. 7 queries.
    """
    return disclosed(open_shelf(partnership, references, viewer=viewer, day=day), references)


def disclosed(shelf: Shelf, references: Iterable[str]) -> Disclosure:
    """The same of references that a shelf was opened for."""
    found = Disclosure()
    done: dict[str, list[str]] = {}
    for text in references:
        reference = shelf.read[text]
        if isinstance(reference, Reference):
            _take(shelf, reference, found, done)
    return found


def _take(shelf: Shelf, reference: Reference, found: Disclosure, done: dict) -> None:
    try:
        measure, about = shelf.meant(reference)
    except BadReference:
        return
    if not measure.hides_small or measure.kernel_unit in (Unit.POUNDS, Unit.DAYS, Unit.SCORE):
        return
    what = reference.what.removeprefix("year-")
    at = [reference]
    if what in _COMPARED:
        year = reference.what.startswith("year-")
        period = reference.period
        earlier = period.same_last_year() if year else period.previous()
        at.append(shelf.at(reference, earlier, about))
    cells: list[str] = []
    for each in at:
        cells += _counts(shelf, each, measure, about, found, done)
    if str(reference) not in found.cells and what != "target" and cells:
        found.derived[str(reference)] = Derived(str(reference), tuple(cells))


def _counts(
    shelf: Shelf, reference: Reference, measure: Measure, about, found, done: dict
) -> list[str]:
    """Put the counts of one place in, with the places it is the sum of; the ids of its own. A report
    prints one place many times: `done` knows what was put in."""
    place = str(reference.of("value"))
    if place not in done:
        done[place] = _counted_once(shelf, reference, measure, about, found, done)
    return done[place]


def _counted_once(shelf, reference: Reference, measure: Measure, about, found, done) -> list[str]:
    names = _counted(measure)
    ids = [_put(shelf, reference.of(name), measure, about, found) for name in names]
    own = [id for id in ids if id]
    if measure.part_of_whole and len(own) == 2:
        _put_rest(shelf, reference, measure, about, found)
    parts = shelf.parts(reference, measure, about)
    for part in parts:
        _, key = shelf.meant(part)
        _counts(shelf, part, measure, key, found, done)
    for name in names:
        total = str(reference.of(name))
        terms = tuple(str(part.of(name)) for part in parts)
        if parts and total in found.cells and all(term in found.cells for term in terms):
            found.sums[total] = Sum(total, terms)
    return own


def _counted(measure: Measure) -> tuple[str, ...]:
    if not measure.has_parts:
        return ("value",)
    if measure.kernel_unit is Unit.PERCENT:
        return ("numerator", "denominator")
    return ("numerator",)


def _put(shelf: Shelf, reference: Reference, measure: Measure, about, found) -> str:
    cell = shelf.book.cell(measure, reference.period, about)
    number = getattr(cell, reference.what)
    if number is not None and (number != int(number) or number < 0):
        return ""
    if number is None and cell.known:
        # A percentage without its parts: nothing is counted that could be hidden.
        return ""
    value = None if number is None else int(number)
    id = str(reference)
    found.cells[id] = Cell(id, value, hide_zero=not measure.shows_zero)
    return id


def _put_rest(shelf: Shelf, reference: Reference, measure: Measure, about, found) -> None:
    cell = shelf.book.cell(measure, reference.period, about)
    if cell.numerator is None or cell.denominator is None:
        return
    id = str(reference.of("rest"))
    value = int(cell.denominator - cell.numerator)
    if value < 0:
        return
    found.cells[id] = Cell(id, value, hide_zero=not measure.shows_zero)
    whole, part = str(reference.of("denominator")), str(reference.of("numerator"))
    found.sums[id] = Sum(whole, (part, id))
