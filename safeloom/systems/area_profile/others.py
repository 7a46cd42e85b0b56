"""Schools and deprivation as parts of a report, with their numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.text import slugify

from safeloom.domain.area_profile import queries
from safeloom.domain.area_profile.definitions import Phase
from safeloom.domain.area_profile.drawing import source_of
from safeloom.domain.area_profile.models import Deprivation, Schools, Sourced
from safeloom.domain.area_profile.views.addresses import of_figure, of_profile
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.printed import NotANumber, read
from safeloom.reports.document.tree import (
    Column,
    FigureRow,
    Heading,
    Part,
    Source,
    Table,
    runs,
)
from safeloom.reports.material import Draw, Number
from safeloom.web.words import date_words


@dataclass(frozen=True)
class Kept:
    """A part of the profile: how it is drawn, and its numbers."""

    draw: Draw
    numbers: Sequence[Number]


def schools(partnership: Partnership, day: date) -> Kept:
    """How many schools of each phase each area has, of the latest day that was kept by then."""
    latest = _latest(queries.kept("schools", partnership, day))
    places = list(dict.fromkeys(row.where for row in latest))
    phases = [each for each in Phase.values if any(row.phase == each for row in latest)]
    cells: dict[tuple[str, str], Number] = {}
    numbers: list[Number] = []
    for phase in phases:
        for place in places:
            rows = _once([row for row in latest if row.phase == phase and row.where == place])
            if not rows:
                continue
            own = [_number(f"schools/{slugify(place)}/{row.day}/{phase}/{row.kind}", row)
                   for row in rows]  # fmt: skip
            numbers += own
            cells[phase, place] = own[0] if len(own) == 1 else _sum(partnership, own, rows, numbers)

    def draw(shown) -> list[Part]:
        if not cells:
            return []
        table = Table(
            "Schools by phase",
            (Column("Phase"), *(Column(place, "number") for place in places)),
            tuple(
                (
                    runs(Phase(phase).label),
                    *(
                        (shown.figure(cells[phase, place].id),)
                        if (phase, place) in cells
                        else runs("–")
                        for place in places
                    ),
                )
                for phase in phases
            ),
            notes=_notes(latest),
        )
        return [Heading(2, "Schools"), table]

    return Kept(draw, numbers)


def deprivation(partnership: Partnership, day: date) -> Kept:
    """What the indices say of each area, the latest edition that was kept by then."""
    rows = queries.kept("deprivation", partnership, day)
    newest = {(row.where, row.index, row.told_as): row for row in rows}
    found = sorted(
        newest.values(), key=lambda row: (row.get_index_display(), row.told_as, row.where)
    )
    numbers = {
        row.pk: _number(
            f"deprivation/{slugify(row.where)}/{row.index}/{slugify(row.edition)}/{row.told_as}",
            row,
        )
        for row in found
    }

    def draw(shown) -> list[Part]:
        if not found:
            return []
        table = Table(
            "Deprivation",
            (Column("Area"), Column("Index"), Column("Told as"), Column("Figure", "number")),
            tuple(
                (
                    runs(row.where),
                    runs(row.what),
                    runs(row.get_told_as_display()),
                    (shown.figure(numbers[row.pk].id),),
                )
                for row in found
            ),
            notes=_notes(found),
        )
        return [Heading(2, "Deprivation"), table]

    return Kept(draw, list(numbers.values()))


def _latest(rows: Sequence[Schools]) -> list[Schools]:
    """Of each place the rows of its latest day."""
    last: dict[str, date] = {}
    for row in rows:
        last[row.where] = max(row.day, last.get(row.where, row.day))
    return [row for row in rows if row.day == last[row.where]]


def _once(rows: list[Schools]) -> list[Schools]:
    """All types together where they were counted so; a type beside them would be counted twice."""
    together = [row for row in rows if row.kind == "any"]
    return together or rows


def _sum(
    partnership: Partnership, own: list[Number], rows: list[Schools], into: list[Number]
) -> Number:
    first = rows[0]
    total = sum(row.number for row in rows)
    row = FigureRow(
        id=f"schools/{slugify(first.where)}/{first.day}/{first.phase}",
        section="",
        entity=first.where,
        measure=f"{first.get_phase_display()} schools",
        period=date_words(first.day),
        value=str(total),
        unit="number",
        source=Source("Area profile", of_profile(partnership, first.area)),
        rule="sum",
        terms=tuple(each.id for each in own),
    )
    into.append(Number(row, Decimal(total)))
    return into[-1]


def _number(id: str, row: Schools | Deprivation) -> Number:
    source = Source(
        row.source,
        of_figure(row),
        "Provisional" if row.provisional else "",
        of_profile(row.partnership, row.area),
    )
    try:
        value = read(row.said).value
    except NotANumber:  # A rank is told with how many areas there are.
        value = None
    figure = FigureRow(
        id=id,
        section="",
        entity=row.where,
        measure=row.what,
        period=date_words(row.day),
        value=row.said,
        unit="number" if isinstance(row, Schools) else row.get_told_as_display().lower(),
        source=source,
    )
    return Number(figure, value)


def _notes(rows: Sequence[Sourced]) -> tuple:
    said = dict.fromkeys(f"Source: {source_of(row)}, {date_words(row.day)}." for row in rows)
    return tuple(runs(words) for words in said)
