"""Single numbers by reference, with where they came from and how they can be worked out again."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils.text import slugify

from safeloom.domain.indicators.cells import NOT_COMPARABLE, Cell
from safeloom.domain.indicators.definitions import Polarity
from safeloom.domain.indicators.models import Measure
from safeloom.domain.indicators.queries.book import Book
from safeloom.domain.indicators.queries.figure import Figure
from safeloom.domain.indicators.queries.lines import About, changed_over, judged, rated
from safeloom.domain.indicators.queries.people import People
from safeloom.domain.indicators.queries.scope import Scope, former_names, names_of, read_book
from safeloom.domain.indicators.references import TOTAL, BadReference, Reference, read_reference
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel import printed, units
from safeloom.kernel.direction import Arrow, Change
from safeloom.kernel.periods import Period

NIL = UUID(int=0)  # stands for any return in an address
_UNITS = {
    units.Unit.COUNT: "number",
    units.Unit.PERCENT: "%",
    units.Unit.RATE_PER_10000: "per 10,000",
    units.Unit.POUNDS: "£",
    units.Unit.DAYS: "days",
    units.Unit.SCORE: "score",
}


def figure(
    partnership: Partnership,
    reference: str,
    *,
    viewer: Viewer | None = None,
    day: date | None = None,
) -> Figure:
    """One figure. Raises `BadReference` with what is wrong with the reference."""
    found = figures(partnership, [reference], viewer=viewer, day=day)[reference]
    if isinstance(found, BadReference):
        raise found
    return found


def figures(
    partnership: Partnership,
    references: Collection[str],
    *,
    viewer: Viewer | None = None,
    day: date | None = None,
) -> dict[str, Figure | BadReference]:
    """The figures of many references, or what is wrong with one, by the reference as it was given:
    7 queries."""
    shelf = open_shelf(partnership, references, viewer=viewer, day=day)
    return {text: shelf.figure(text) for text in references}


def with_terms(
    partnership: Partnership,
    references: Collection[str],
    *,
    viewer: Viewer | None = None,
    day: date | None = None,
) -> list[Figure]:
    """The figures of the readable references and all they can be worked out from, each once, so that
    the list stands alone under the figure check. A figure comes after its terms."""
    return open_shelf(partnership, references, viewer=viewer, day=day).with_terms(references)


def open_shelf(partnership, references: Iterable[str], *, viewer=None, day=None) -> "Shelf":
    """Read everything the references are about."""
    read: dict[str, Reference | BadReference] = {}
    for text in references:
        try:
            read[text] = read_reference(text)
        except BadReference as problem:
            read[text] = problem
    right = [each for each in read.values() if isinstance(each, Reference)]
    scope = Scope(partnership, viewer)
    measures = scope.measures().filter(key__in={each.key for each in right})
    spans = [each.period for each in right]
    earlier = [p for each in spans for p in (each.previous(), each.same_last_year())]
    first = min((each.start for each in (*spans, *earlier)), default=date.max)
    last = max((each.end for each in spans), default=date.min)
    bands = {band for each in right if (band := each.band)}
    book = read_book(scope, measures, first, last, day=day, bands=bands)
    names = names_of(book.keys)
    return Shelf(partnership, book, names, read)


class Shelf:
    """A book from which figures are taken by reference."""

    def __init__(self, partnership: Partnership, book: Book, names: dict[UUID, str], read) -> None:
        self.partnership, self.book, self.names, self.read = partnership, book, names, read
        self.measures = {measure.key: measure for measure in book.measures}
        self._taken: dict[str, Figure | BadReference] = {}
        self._meant: dict[tuple[str, str], tuple[Measure, UUID | None]] = {}
        self._parts: dict[tuple, list[Reference]] = {}
        self._addresses: dict[tuple[str, str], str] = {}
        self.people = People(partnership, book.populations)
        self.slugs: dict[str, list[UUID]] = {}
        for key, name in sorted(names.items(), key=str):
            self.slugs.setdefault(slugify(name), []).append(key)

    def figure(self, text: str) -> Figure | BadReference:
        """The figure of a reference that was read, or what is wrong with it."""
        if text not in self._taken:
            self._taken[text] = self._take(text)
        return self._taken[text]

    def _take(self, text: str) -> Figure | BadReference:
        reference = self.read.get(text) or read_reference(text)
        if isinstance(reference, BadReference):
            return reference
        if reference.band is not None:
            return self.people.figure(reference)
        try:
            measure, about = self.meant(reference)
        except BadReference as problem:
            return problem
        return self._figure(reference, measure, about)

    def with_terms(self, references: Iterable[str]) -> list[Figure]:
        """The figures of the readable references and all they can be worked out from."""
        found: dict[str, Figure] = {}
        for text in references:
            self.gather(text, found)
        return list(found.values())

    def gather(self, text: str, into: dict[str, Figure]) -> None:
        """The figure and its terms, terms first, each once."""
        if text in into:
            return
        found = self.figure(text)
        if isinstance(found, BadReference) or found.id in into:
            return
        for term in found.terms:
            self.gather(term, into)
        into[found.id] = found

    def meant(self, reference: Reference) -> tuple[Measure, UUID | None]:
        """The measure and what it is about. Raises `BadReference`."""
        named = reference.key, reference.place
        if named not in self._meant:
            self._meant[named] = self._find(reference)
        return self._meant[named]

    def _find(self, reference: Reference) -> tuple[Measure, UUID | None]:
        measure = self.measures.get(reference.key)
        if measure is None:
            raise BadReference(f"There is no measure “{reference.key}”. Choose one from the list.")
        if reference.place == TOTAL:
            return measure, None
        known = self.book.abouts[measure.pk] | {
            key for each in self.book.supplies[measure.pk] for key in (each.area_id, each.agency_id)
        }
        found = [key for key in self.slugs.get(reference.place, ()) if key in known]
        if not found:
            found = [key for key in self._once_called(reference.place) if key in known]
        if len(found) != 1:
            places = sorted({slugify(self.names[key]) for key in known if key})
            raise BadReference(
                f"“{reference.place}” is no place of {reference.key}; "
                f"write one of {', '.join([TOTAL, *places])}"
            )
        return measure, found[0]

    def _once_called(self, place: str) -> list[UUID]:
        """What was written under a former name still means the same agency."""
        former = [key for key, name in former_names(self.names) if slugify(name) == place]
        if former:
            self.slugs[place] = former[:1]
        return former[:1]

    def at(self, reference: Reference, period: Period, about: UUID | None) -> Reference:
        """The reference of another place of the same measure."""
        place = slugify(self.names[about]) if about else TOTAL
        return Reference(reference.key, place, period, reference.what)

    def parts(self, reference: Reference, measure: Measure, about) -> list[Reference]:
        """The places a number is added up from; empty where it stands alone."""
        key = measure.pk, reference.period, about
        if key not in self._parts:
            self._parts[key] = self._added(reference, measure, about)
        return [part.of(reference.what) for part in self._parts[key]]

    def _added(self, reference: Reference, measure: Measure, about) -> list[Reference]:
        places = self.book.places(measure, reference.period, about)
        if [(reference.period, about)] == places:
            return []
        return [
            self.at(reference, *place)
            for place in places
            if (cell := self.book.own(measure, *place)).known or cell.numerator is not None
        ]

    def _figure(self, reference: Reference, measure: Measure, about: UUID | None) -> Figure:
        what = reference.what
        cell = self.book.cell(measure, reference.period, about)
        if what == "value":
            return self._value(reference, measure, about, cell)
        if what in ("numerator", "denominator", "hundreds"):
            return self._part(reference, measure, about, cell)
        if what in ("target", "rag"):
            return self._judged(reference, measure, about, cell)
        return self._compared(reference, measure, about, cell)

    def _made(self, reference, measure, cell: Cell, words: str, **said) -> Figure:
        named = self.slugs.get(reference.place)
        return Figure(
            id=str(reference),
            place=self.names[named[0]] if named else self.partnership.name,
            measure=measure.title,
            period=reference.period,
            words=words,
            source=self._source(measure, cell),
            provisional=cell.provisional,
            **({"number": words, "unit": "words"} | said),
        )

    def _source(self, measure: Measure, cell: Cell) -> str:
        if len(cell.returns) == 1:
            return self._address("indicators:return", NIL).replace(
                str(NIL), str(UUID(cell.returns[0]))
            )
        return self._address("indicators:measure", measure.key)

    def _address(self, page: str, named: UUID | str) -> str:
        key = page, str(named)
        if key not in self._addresses:
            self._addresses[key] = reverse(page, args=[self.partnership.key, named])
        return self._addresses[key]

    def _value(self, reference, measure: Measure, about, cell: Cell) -> Figure:
        if cell.value is None:
            return self._made(reference, measure, cell, cell.words)
        rule, terms = "", []
        if cell.numerator is None:
            terms = self.parts(reference, measure, about)
            rule = "sum" if terms else ""
        elif measure.kernel_unit.needs_denominator:
            rate = measure.kernel_unit is units.Unit.RATE_PER_10000
            rule = "share"
            terms = [reference.of("numerator"), reference.of("hundreds" if rate else "denominator")]
        return self._made(
            reference,
            measure,
            cell,
            cell.words,
            number=printed.show(cell.value, measure.decimals),
            unit=_UNITS[measure.kernel_unit],
            value=cell.value,
            rule=rule,
            terms=tuple(str(term) for term in terms),
        )

    def _part(self, reference, measure: Measure, about, cell: Cell) -> Figure:
        name = "numerator" if reference.what == "numerator" else "denominator"
        number = getattr(cell, name)
        if number is None:
            words = cell.words if cell.value is None else "Not supplied"
            return self._made(reference, measure, cell, words)
        unit = getattr(measure, name)
        if reference.what == "hundreds":
            number, unit = number / 100, f"hundreds: {unit}"
        number = number.normalize()
        decimals = max(-number.as_tuple().exponent, 0)
        terms = self.parts(reference, measure, about)
        rule = "sum" if terms else ""
        if name == "denominator" and cell.population is not None:
            terms = self.people.terms(cell.population, reference.what)
            rule = "sum" if len(terms) > 1 else "same"
        shown = printed.show(number, decimals)
        return self._made(
            reference,
            measure,
            cell,
            shown,
            number=shown,
            unit=unit,
            value=number.quantize(Decimal(1).scaleb(-decimals)),
            rule=rule,
            terms=tuple(str(term) for term in terms),
        )

    def _judged(self, reference, measure: Measure, about, cell: Cell) -> Figure:
        what = About(about, "")
        target = self.book.target(measure, reference.period) if judged(measure, what) else None
        if reference.what == "rag":
            return self._made(reference, measure, cell, rated(measure, cell, target).word)
        if target is None:
            return self._made(reference, measure, cell, "No target")
        return self._made(
            reference,
            measure,
            cell,
            units.show(target.value, measure.kernel_unit, measure.decimals),
            number=printed.show(target.value, measure.decimals),
            unit=_UNITS[measure.kernel_unit],
            value=target.value,
        )

    def _compared(self, reference, measure: Measure, about, cell: Cell) -> Figure:
        year = reference.what.startswith("year-")
        what = reference.what.removeprefix("year-")
        period = reference.period
        earlier = period.same_last_year() if year else period.previous()
        before = self.book.cell(measure, earlier, about)
        found = changed_over(self.book, measure, (earlier, period), about)
        if found is None:
            words = "Not known" if cell.known else cell.words
            if cell.known and before.known:
                words = NOT_COMPARABLE.words
            return self._made(reference, measure, cell, words)
        now = str(reference.of("value"))
        then = str(replace(reference, period=earlier, what="value"))
        if what == "direction":
            said = _direction(found, measure, then, now)
            return self._made(reference, measure, cell, said.pop("words"), **said)
        said = _difference(found, measure, then, now) if what == "difference" else None
        said = said or _percent(found, before, then, now)
        return self._made(reference, measure, cell, said.pop("words"), **said)


def _direction(found: Change, measure: Measure, then: str, now: str) -> dict:
    if found.direction is None:
        return {"words": "Higher" if found.arrow is Arrow.UP else "Lower"}
    # The rule takes higher for better: where lower is, the two change places.
    lower = measure.polarity == Polarity.LOWER
    terms = (now, then) if lower else (then, now)
    return {"words": found.direction.value, "rule": "direction", "terms": terms}


def _difference(found: Change, measure: Measure, then: str, now: str) -> dict:
    unit = measure.kernel_unit
    points = unit is units.Unit.PERCENT
    number = printed.show(found.difference, measure.decimals)
    return {
        "words": f"{number} percentage points"
        if points
        else units.show(found.difference, unit, measure.decimals),
        "number": number,
        "unit": "percentage points" if points else _UNITS[unit],
        "value": found.difference,
        "rule": "difference",
        "terms": (now, then),
    }


def _percent(found: Change, before: Cell, then: str, now: str) -> dict:
    if found.percent is None:
        return {"words": "Not known"}
    number = printed.show(found.percent, 1)
    below = before.value is not None and before.value < 0
    return {
        "words": f"{number}%",
        "number": number,
        "unit": "%",
        "value": found.percent,
        # From below nothing the sign of the rule's quotient is not the direction of the change.
        "rule": "" if below else "change",
        "terms": () if below else (then, now),
    }
