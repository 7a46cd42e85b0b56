"""The profile of the partnership as a whole and of each area."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.area_profile import queries
from safeloom.domain.area_profile.drawing import chart_of, source_of
from safeloom.domain.area_profile.in_force import Populations
from safeloom.domain.area_profile.models import Deprivation, Population, Schools, Sourced
from safeloom.domain.area_profile.views import addresses
from safeloom.domain.area_profile.views.addresses import act, named
from safeloom.domain.partnership.models import Area
from safeloom.domain.partnership.views.tables import Cell, Table, section
from safeloom.foundation.access.pages import open_to
from safeloom.kernel.ages import AgeBand
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words

CHILDREN = AgeBand(0, 17)
_TEMPLATE = "area_profile/profile.html"


@open_to("profile.see")
def whole(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The areas beside one another, and what is told of the partnership as a whole."""
    here, viewer = request.partnership, request.viewer
    known = queries.read_populations(here.pk)
    page = RecordPage(
        title="Area profile",
        next_step=("Add populations", act("paste-populations", here)) if _may(request) else None,
        sections=[
            section("areas", "Areas", _areas(known, queries.areas(viewer, here), viewer.day)),
            section("together", "The partnership as a whole", _totals(known, viewer.day)),
            Section("over-time", "Children over the years", "area_profile/chart.html"),
            *_sections(request, None),
        ],
    )
    names = {key: place.name for key, place in known.places.items()}
    by_name = {
        names[area]: {row.day: row.number for row in rows}
        for (area, band), rows in sorted(known.estimates.items(), key=lambda at: str(at[0]))
        if band == CHILDREN and area in names
    }
    return record_response(
        request,
        page,
        template=_TEMPLATE,
        trail=[("Partnership", _partnership(request))],
        chart=chart_of("Children aged 0 to 17", by_name),
        lead="What every rate of the partnership is worked out from: how many live where, held once "
        "and with its source.",
    )


@open_to("profile.see")
def area(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """What is told of one area."""
    here, viewer = request.partnership, request.viewer
    found = get_object_or_404(queries.one_area(viewer, here, reference))
    rows = queries.populations(viewer, here, found)
    by_name: dict[str, dict[date, int]] = {}
    for row in rows:
        by_name.setdefault(row.band.label().capitalize(), {})[row.day] = row.number
    page = RecordPage(
        title=f"Area profile of {found.name}",
        reference=reference,
        next_step=("Add a population", act("add-population", here, reference))
        if _may(request)
        else None,
        sections=[
            Section("over-time", "Population over the years", "area_profile/chart.html"),
            *_sections(request, found, rows),
        ],
    )
    return record_response(
        request,
        page,
        template=_TEMPLATE,
        trail=[
            ("Partnership", _partnership(request)),
            ("Area profile", addresses.of_profile(here)),
        ],
        chart=chart_of(f"Population of {found.name}", by_name),
    )


def _sections(
    request: HttpRequest, area: Area | None, populations: list[Population] | None = None
) -> list[Section]:
    here, viewer, may = request.partnership, request.viewer, _may(request)
    if populations is None:
        populations = queries.populations(viewer, here, area)
    about = "the partnership as a whole" if area is None else area.name

    def adding(words: str, name: str) -> tuple[str, str] | None:
        return (words, act(name, here, named(area))) if may else None

    return [
        section(
            "population",
            "Population" if area else "Population figures of its own",
            _population(populations, about),
            adding("Add a population", "add-population"),
        ),
        section(
            "schools",
            "Schools by phase" if area else "Schools of the whole",
            _schools(queries.schools(viewer, here, area), about),
            adding("Add schools", "add-schools"),
        ),
        section(
            "deprivation",
            "Deprivation" if area else "Deprivation of the whole",
            _deprivation(queries.deprivation(viewer, here, area), about),
            adding("Add deprivation", "add-deprivation"),
        ),
    ]


def _areas(known: Populations, areas, day: date) -> Table:
    rows = []
    for each in areas:
        if not each.holds(day):
            continue
        found = known.of(each.pk, CHILDREN, day)
        link = Cell(each.name, addresses.of_profile(each.record.partnership, each))
        if found is None:
            rows.append([link, "Not known", "", ""])
        else:
            only = found.estimates[0]
            last = ", provisional" if only.provisional else ""
            rows.append([link, f"{found.number:,}", date_words(only.day), only.source + last])
    return Table(
        ["Area", "Children aged 0 to 17", "As at", "Source"],
        rows,
        "The areas of the partnership will stand here once they are added.",
    )


def _totals(known: Populations, day: date) -> Table:
    """What the partnership's population is for each band, and where it is from: its own row, the sum
    of its areas, or both where they differ."""
    rows = []
    for band in sorted({band for _, band in known.estimates}, key=_widest_first):
        own, summed = known.own(band, day), known.summed(band, day)
        used = known.of(None, band, day)
        if used is None:
            continue
        which = "Its own figure" if used == own else "The sum of its areas"
        if own and summed and own.number != summed.number:
            other, what = (summed, "its areas add up to") if used == own else (own, "its own says")
            which += f"; {what} {other.number:,}: look at both"
        rows.append([band.label().capitalize(), f"{used.number:,}", date_words(used.day), which])
    return Table(
        ["Ages", "Number", "As at", "Where from"],
        rows,
        "No population stands for the partnership: an area lacks one, and there is no figure of its "
        "own.",
    )


def _population(rows: list[Population], about: str) -> Table:
    """A row a day and source, a column an age band, the widest first."""
    empty = f"No population of {about} is kept. Rates need one for their ages."
    if about == "the partnership as a whole":
        empty = "No figure of its own: the sum of the areas stands for the partnership."
    bands = sorted({row.band for row in rows}, key=_widest_first)
    together: dict[tuple[date, str], dict[AgeBand, Population]] = {}
    for row in sorted(rows, key=lambda row: row.day, reverse=True):
        together.setdefault((row.day, source_of(row)), {})[row.band] = row
    return Table(
        ["As at", *(f"Aged {band.label()}" for band in bands), "Source"],
        [
            [
                date_words(day),
                *(_linked(found[band]) if band in found else "" for band in bands),
                source,
            ]
            for (day, source), found in together.items()
        ],
        empty,
    )


def _widest_first(band: AgeBand) -> tuple[int, int]:
    return band.first, -band.last


def _schools(rows: list[Schools], about: str) -> Table:
    return Table(
        ["Phase", "Type", "As at", "Number", "Source"],
        [
            [
                row.get_phase_display(),
                row.get_kind_display(),
                date_words(row.day),
                _linked(row),
                source_of(row),
            ]
            for row in rows
        ],
        f"No schools of {about} are kept yet.",
    )


def _deprivation(rows: list[Deprivation], about: str) -> Table:
    return Table(
        ["Index", "Told as", "Figure", "As at", "Source"],
        [
            [
                row.what,
                row.get_told_as_display(),
                _linked(row),
                date_words(row.day),
                source_of(row),
            ]
            for row in rows
        ],
        f"Nothing about the deprivation of {about} is kept yet.",
    )


def _linked(row: Sourced) -> Cell:
    return Cell(row.said, addresses.of_figure(row))


def _may(request: HttpRequest) -> bool:
    return request.viewer.may("profile.change", request.partnership.pk)


def _partnership(request: HttpRequest) -> str:
    return f"/{request.partnership.key}/partnership/"
