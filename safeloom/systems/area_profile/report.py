"""The area profile as a live block of a report."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.utils.text import slugify

from safeloom.domain.area_profile.drawing import chart_of
from safeloom.domain.area_profile.in_force import Populations
from safeloom.domain.area_profile.queries import read_populations
from safeloom.kernel.ages import AgeBand
from safeloom.kernel.periods import Period
from safeloom.reports.document.tree import (
    ChartPart,
    Column,
    Heading,
    Paragraph,
    Part,
    Runs,
    Table,
    runs,
)
from safeloom.reports.material import BlockContext, Material, Shown
from safeloom.systems.area_profile.others import deprivation, schools

CHILDREN = AgeBand(0, 17)
_TOTAL = "total"


def area_profile(context: BlockContext) -> Material:
    """The profile as it applies on the report's last day: populations, schools, deprivation."""
    known = read_populations(context.partnership.pk)
    period = Period(context.start, context.end)
    people = _people(known, period)
    of_schools = schools(context.partnership, context.end)
    of_deprivation = deprivation(context.partnership, context.end)

    def draw(shown: Shown) -> list[Part]:
        parts = [
            *_population(shown, known, people, period),
            *of_schools.draw(shown),
            *of_deprivation.draw(shown),
        ]
        return parts or [Paragraph(runs("Nothing is kept in the area profile yet."))]

    return Material(
        draw,
        references=[id for row in people for id in row[2].values()],
        numbers=[*of_schools.numbers, *of_deprivation.numbers],
    )


_Row = tuple[UUID | None, str, dict[AgeBand, str]]


def _people(known: Populations, period: Period) -> list[_Row]:
    """For each area that stands, and for all together, the figures by age band."""
    bands = sorted({band for _, band in known.estimates}, key=lambda band: (band.first, -band.last))
    rows: list[_Row] = []
    for area in [*known.standing(period.end), None]:
        name = known.places[area].name if area else "All together"
        named = slugify(name) if area else _TOTAL
        ids = {
            band: f"population:{band.key()}/{named}/{period.key()}/value"
            for band in bands
            if known.of(area, band, period.end)
        }
        if ids:
            rows.append((area, name, ids))
    return rows


def _population(
    shown: Shown, known: Populations, people: Sequence[_Row], period: Period
) -> Iterable[Part]:
    if not people:
        return
    bands = list(dict.fromkeys(band for row in people for band in row[2]))
    columns = (Column("Area"), *(Column(f"Aged {band.label()}", "number") for band in bands))
    rows = tuple(
        (
            runs(name),
            *((shown.figure(ids[band]),) if band in ids else runs("Not known") for band in bands),
        )
        for _, name, ids in people
    )
    yield Heading(2, "Population")
    chart = chart_of("Children aged 0 to 17", _over_time(known, period.end))
    if chart is not None:
        yield ChartPart(chart)
    yield Table("Population by area and age", columns, rows, notes=_sources(known, people, period))


def _over_time(known: Populations, day: date) -> dict[str, dict[date, int]]:
    return {
        known.places[area].name: {
            each.day: each.number
            for each in known.estimates.get((area, CHILDREN), ())
            if each.day <= day
        }
        for area in known.standing(day)
    }


def _sources(known: Populations, people: Sequence[_Row], period: Period) -> tuple[Runs, ...]:
    found: dict[str, None] = {}
    for area, _, ids in people:
        for band in ids:
            applying = known.of(area, band, period.end)
            for each in applying.estimates if applying else ():
                last = ", provisional" if each.provisional else ""
                words = Period(each.day, each.day).label()
                found[f"{each.source}, {words}{last}."] = None
    return tuple(runs(f"Source: {words}") for words in found)
