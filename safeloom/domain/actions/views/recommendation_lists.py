"""The list of recommendations, by theme and by audience, and the assurances agencies are asked for."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeloom.domain.actions import addresses
from safeloom.domain.actions.commands.recommendations import SEALED_TITLE
from safeloom.domain.actions.content import sectors, theme_words, themes
from safeloom.domain.actions.models import Assurance, Recommendation
from safeloom.domain.actions.queries import assurances as asked
from safeloom.domain.actions.queries import recommendations as queries
from safeloom.domain.actions.queries.standing import OVER, TAGS, Standing, standing_words
from safeloom.domain.partnership.queries.agencies import agencies
from safeloom.domain.partnership.queries.schools import apart_from_schools
from safeloom.foundation.access.pages import open_to
from safeloom.kernel.registry import RecordKind, offered
from safeloom.web import marks
from safeloom.web.lists import Column, Filter, ListPage, Typed, list_response

OUTSIDE = "outside"


def title_of(row: Recommendation) -> str:
    """What it is called; of what may not be told, that."""
    return SEALED_TITLE if row.hidden else row.record.title


def standing_told(row: Recommendation) -> str:
    """Where it stands in words; nothing of what may not be told."""
    return "" if row.hidden else standing_words(row.standing, row.asked, row.embedded)


def standing_mark(row: Recommendation) -> Any:
    """The same as a tag."""
    return "" if row.hidden else marks.tag(standing_told(row), TAGS[Standing(row.standing)])


def source_words(row: Recommendation) -> str:
    """Where it comes from, as far as the viewer may be told."""
    if row.hidden or (row.source_id and not row.named):
        return ""
    return f"{row.source.reference} {row.source.title}" if row.source_id else row.origin


def _standing(rows: Any, value: str) -> Any:
    if value == "open":
        return rows.filter(hidden=False).exclude(standing__in=OVER)
    return rows.filter(hidden=False, standing=value)


def _agencies(request: HttpRequest) -> list[tuple[str, str]]:
    rows, day = agencies(request.viewer, request.partnership), request.viewer.day
    rows = apart_from_schools(rows, day, request.GET.getlist("agency"))
    return [(str(one.pk), one.name) for one in rows]


def _kinds(request: HttpRequest) -> list[tuple[str, str]]:
    rows = queries.told(request.viewer, request.partnership)
    there = set(rows.order_by().values_list("source__kind", flat=True).distinct())
    titles = {kind.key: kind.title for kind in offered(RecordKind)}
    found = [(key, titles.get(key, key)) for key in there if key]
    return [*sorted(found, key=lambda pair: pair[1]), (OUTSIDE, "Outside the partnership")]


def _link(row: Recommendation) -> str:
    return addresses.page("recommendation", row.record.partnership, row.record.reference)


LIST = ListPage(
    title="Recommendations",
    noun=("recommendation", "recommendations"),
    search=["record__reference", queries.saying],
    default_order=("-made", "-record__reference"),
    columns=[
        Column("Reference", "record.reference", sort="record__reference", link=_link),
        Column("Recommendation", title_of, export=lambda row: row.told or SEALED_TITLE),
        Column("Made to", lambda row: "" if row.hidden else "; ".join(queries.audience_of(row))),
        Column(
            "Owner",
            lambda row: "" if row.hidden else row.owner_now or queries.UNIT,
            sort="owner_now",
        ),
        Column("Themes", lambda row: "" if row.hidden else "; ".join(queries.themes_of(row))),
        Column("Source", source_words),
        Column("Made", "made", sort="made", kind="date"),
        Column("State", standing_mark, sort="standing", export=standing_told),
    ],
    filters=[
        Filter(
            "state",
            "State",
            lambda request: [("open", "Not closed"), *Standing.choices],
            _standing,
        ),
        Filter(
            "theme",
            "Theme",
            lambda request: list(themes().items()),
            lambda rows, value: rows.filter(hidden=False, themes__theme=value),
        ),
        Filter(
            "sector",
            "Sector",
            lambda request: [(one.key, one.title) for one in sectors().values()],
            lambda rows, value: queries.by_sector(rows.filter(hidden=False), value),
        ),
        Filter("agency", "Agency", _agencies, queries.by_agency),
        Filter("from", "From", _kinds, queries.by_source),
    ],
    typed=[Typed("since", "Made since", lambda rows, day: rows.filter(made__gte=day), kind="day")],
    empty="What reviews, inspections and others recommend stands here, until it is embedded.",
)


@open_to("recommendation.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The recommendations the viewer may see."""
    here, viewer = request.partnership, request.viewer
    acts = []
    if viewer.may("recommendation.add", here.pk):
        acts.append(("Add a recommendation", addresses.page("add-recommendation", here)))
    acts += [("By theme and audience", addresses.page("recommendations-by", here))]
    if viewer.may("assurance.see", here.pk):
        acts.append(("Assurance asked for", addresses.page("assurances", here)))
    rows = queries.with_words(queries.listed(viewer, here), viewer.day)
    return list_response(request, LIST, rows, actions=acts)


@open_to("recommendation.see")
def by(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """How many recommendations there are on each theme and to each audience, and how they stand."""
    here, viewer = request.partnership, request.viewer
    rows = queries.with_words(queries.listed(viewer, here).filter(hidden=False), viewer.day)
    listed = addresses.page("recommendations", here)
    by_theme: dict[tuple[str, str], Counter] = {}
    by_audience: dict[tuple[str, str], Counter] = {}
    for row in rows:
        for one in row.themes.all():
            place = (theme_words(one.theme), f"{listed}?theme={one.theme}")
            _count(by_theme, place, row)
        for one in row.sectors.all():
            words = queries.sector_words(one.sector)
            _count(by_audience, (words, f"{listed}?sector={one.sector}"), row)
        for one in row.audience_now:
            _count(by_audience, (one.called, f"{listed}?agency={one.agency_id}"), row)
    return render(
        request,
        "actions/recommendations/by.html",
        {
            "title": "Recommendations by theme and audience",
            "trail": [("Recommendations", listed)],
            "tables": [
                ("theme", "Theme", _table(by_theme)),
                ("audience", "Audience", _table(by_audience)),
            ],
        },
    )


def _count(found: dict[tuple[str, str], Counter], place: tuple[str, str], row: Any) -> None:
    counted = found.setdefault(place, Counter())
    counted["all"] += 1
    if row.standing == Standing.AWAITING:
        counted["awaiting"] += 1
    elif row.standing in OVER:
        counted["over"] += 1
    elif row.standing == Standing.EMBEDDED:
        counted["embedded"] += 1
    else:
        counted["open"] += 1


def _table(found: dict[tuple[str, str], Counter]) -> list[tuple[str, str, Counter]]:
    return [(words, url, found[words, url]) for words, url in sorted(found)]


def _assurance_link(row: Assurance) -> str:
    return addresses.page("assurance", row.record.partnership, row.record.reference)


ASSURANCES = ListPage(
    title="Assurance asked for",
    noun=("assurance", "assurances"),
    search=["record__reference", "recommendation__record__reference", "agency__principal__name"],
    default_order=("due", "called"),
    columns=[
        Column("Agency", "called", sort="called", link=_assurance_link),
        Column("Recommendation", lambda row: str(row.recommendation.record)),
        Column("Asked", "asked", sort="asked", kind="date"),
        Column("Due", "due", sort="due", kind="date"),
        Column(
            "State",
            lambda row: marks.tag(asked.Asked(row.state).label, asked.TAGS[asked.Asked(row.state)]),
            sort="state",
            export=lambda row: asked.Asked(row.state).label,
        ),
    ],
    filters=[
        Filter("state", "State", asked.Asked.choices, "state"),
        Filter("agency", "Agency", _agencies, "agency"),
    ],
    empty="What agencies are asked to show as embedded stands here.",
)


@open_to("assurance.see")
def assurances(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """What agencies are asked to show; a lead sees their own agency's."""
    here, viewer = request.partnership, request.viewer
    rows = asked.with_state(asked.assurances(viewer, here), viewer.day)
    return list_response(
        request,
        ASSURANCES,
        rows,
        trail=[("Recommendations", addresses.page("recommendations", here))],
    )
