"""Figures of measures, by reference, as numbers of a report."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from django.urls import reverse

from safeloom.domain.indicators.queries import figures
from safeloom.domain.indicators.queries.disclosure import Disclosure, disclosed
from safeloom.domain.indicators.queries.figures import Figure, open_shelf
from safeloom.domain.indicators.references import POPULATION, BadReference, read_reference
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel import printed
from safeloom.reports.document.tree import FigureRow, Source
from safeloom.reports.material import Number


@dataclass(frozen=True)
class Measured:
    """The numbers of some references with all they follow from, by id; how each reference as it was
    written is called in full; and what a reader could work small counts out from."""

    numbers: dict[str, Number] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    disclosure: Disclosure = field(default_factory=Disclosure)


def measured(
    partnership: Partnership,
    references: Collection[str],
    *,
    day: date,
    viewer: Viewer | None = None,
) -> Measured:
    """The numbers of the references that name one, as far as the viewer may see what they come from
    (None: all, for reports). 7 queries, none for no references."""
    ids = {text: id for text in references if (id := full_id(text))}
    if not ids:
        return Measured()
    wanted = list(dict.fromkeys(ids.values()))
    shelf = open_shelf(partnership, wanted, viewer=viewer, day=day)
    found = shelf.with_terms(wanted)
    home = _homes(partnership)
    numbers = {figure.id: Number(_row(figure, home), figure.value) for figure in found}
    return Measured(
        numbers,
        {text: id for text, id in ids.items() if id in numbers},
        disclosed(shelf, wanted),
    )


def rows_of(
    partnership: Partnership,
    references: Collection[str],
    *,
    day: date,
    viewer: Viewer | None = None,
) -> dict[str, FigureRow]:
    """The rows of the references that name a figure, by the reference as it was written; nothing is
    hidden. 7 queries."""
    ids = {text: id for text in references if (id := full_id(text))}
    found = figures(partnership, set(ids.values()), viewer=viewer, day=day) if ids else {}
    home = _homes(partnership)
    return {
        text: _row(figure, home)
        for text, id in ids.items()
        if isinstance(figure := found[id], Figure)
    }


def full_id(text: str) -> str:
    """The full form of a reference; empty where it cannot be read."""
    try:
        return str(read_reference(text))
    except BadReference:
        return ""


def _homes(partnership: Partnership) -> Callable[[Figure], str]:
    """What gives the address of the measure a figure is of."""

    @cache
    def address(key: str) -> str:
        if key.startswith(POPULATION):
            return reverse("area_profile:whole", args=[partnership.key])
        return reverse("indicators:measure", args=[partnership.key, key])

    return lambda figure: address(figure.id.partition("/")[0])


def _row(figure: Figure, home: Callable[[Figure], str]) -> FigureRow:
    return FigureRow(
        id=figure.id,
        section="",
        entity=figure.place,
        measure=figure.measure,
        period=figure.period.label(),
        value=_printed(figure),
        unit=figure.unit,
        source=Source(
            figure.measure,
            figure.source,
            "Provisional" if figure.provisional else "",
            home(figure),
        ),
        rule=figure.rule,
        terms=figure.terms,
    )


def _printed(figure: Figure) -> str:
    """The number as it stands in a sentence where the figure check can read that (`12.3%`, `£1,234`),
    else without its unit."""
    try:
        printed.read(figure.words)
    except printed.NotANumber:
        return figure.number
    return figure.words
