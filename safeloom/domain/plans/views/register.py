"""The register: the list of risks as at a day, and the heat map."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from safeloom.domain.plans import addresses
from safeloom.domain.plans.drawing import heat_map
from safeloom.domain.plans.models import Risk
from safeloom.domain.plans.queries import risks as queries
from safeloom.domain.plans.standing import Standing, standing
from safeloom.domain.plans.views.showing import (
    movement_mark,
    movement_words,
    score_mark,
    states_words,
)
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.dates import months_later
from safeloom.kernel.risk import PRODUCTS, STEPS
from safeloom.web.as_at import read_as_at
from safeloom.web.lists import Column, Filter, ListPage, list_response

# Movement is told against the day so many months before, as a register is looked through twice a year.
SINCE_MONTHS = 6
_STATES = (
    ("outside", "Outside the appetite"),
    ("review", "To review"),
    ("accepted", "Accepted"),
    ("expired", "Acceptance expired"),
    ("up", "Moved up in 6 months"),
    ("closed", "Closed"),
)


def _list(viewer: Viewer, here: Partnership, day: date) -> ListPage:
    since = months_later(day, -SINCE_MONTHS)

    def stands(risk: Risk) -> Standing:
        if not hasattr(risk, "stands"):
            risk.stands = standing(risk, day, since)
        return risk.stands

    def in_state(rows, value: str):
        if value == "closed":
            return rows
        found = queries.standings(queries.risks(viewer, here), day, since)
        keys = [one.risk.pk for one in found if _is(one, value)]
        return rows.filter(pk__in=keys)

    def at(rows, value: str):
        likelihood, impact = value.split("x")
        return rows.filter(likelihood_now=int(likelihood), impact_now=int(impact))

    def plain(kind: str):
        return lambda risk: getattr(stands(risk), kind).plain()

    def taken(kind: str):
        return lambda risk: getattr(stands(risk), kind).value

    return ListPage(
        title="Risk register",
        noun=("risk", "risks"),
        search=["record__title", "record__reference", "number", "description", "controls"],
        default_order=("theme__order", "theme__title", "number", "record__reference"),
        columns=[
            Column(
                "Risk",
                "title",
                sort="record__title",
                link=lambda risk: addresses.of_risk(here, risk),
            ),
            Column("No.", lambda risk: risk.number or risk.record.reference, sort="number"),
            Column("Theme", "theme.title", sort=("theme__order", "theme__title")),
            Column("Inherent", plain("inherent"), sort="inherent_now", export=taken("inherent")),
            Column(
                "Residual",
                lambda risk: score_mark(stands(risk).residual),
                sort="residual_now",
                export=taken("residual"),
            ),
            Column("Retained", plain("retained"), sort="retained_now", export=taken("retained")),
            Column(
                "In 6 months",
                lambda risk: movement_mark(stands(risk)),
                export=lambda risk: movement_words(stands(risk)),
            ),
            Column("Owner", lambda risk: stands(risk).owner and stands(risk).owner.called),
            Column("Next review", lambda risk: stands(risk).next_review, kind="date"),
            Column("State", lambda risk: states_words(stands(risk))),
        ],
        filters=[
            Filter(
                "theme",
                "Theme",
                lambda request: [(str(one.pk), one.title) for one in queries.themes(here)],
                "theme_id",
            ),
            Filter("state", "State", _STATES, in_state),
            Filter(
                "score",
                "Residual score",
                lambda request: [
                    ("none", "Not known"),
                    *((str(one), str(one)) for one in PRODUCTS),
                ],
                lambda rows, value: rows.filter(
                    **(
                        {"residual_now__isnull": True}
                        if value == "none"
                        else {"residual_now": value}
                    )
                ),
            ),
            Filter(
                "at",
                "Likelihood × impact",
                lambda request: [
                    (f"{one}x{other}", f"{one} × {other}") for one in STEPS for other in STEPS
                ],
                at,
            ),
        ],
        empty="What may keep the partnership from its work will stand here: add the first risk, or "
        "bring your register in from a file.",
        as_at=True,
    )


def _is(one: Standing, state: str) -> bool:
    if one.closing is not None:
        return False
    return {
        "outside": one.outside is True,
        "review": one.is_late or one.expired,
        "accepted": one.accepted,
        "expired": one.expired,
        "up": one.movement.value == "up",
    }[state]


@open_to("risk.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The risks as at a day."""
    here, viewer = request.partnership, request.viewer
    day = read_as_at(request).day
    closed = request.GET.get("state") == "closed"
    actions = [("Heat map", addresses.act("heat-map", here))]
    if viewer.may_everywhere("risk.change", here.pk):
        actions = [
            ("Add a risk", addresses.act("add-risk", here)),
            *actions,
            ("Bring in a file", reverse("imports:send-risks", args=[here.key])),
            ("Themes and appetite", addresses.act("themes", here)),
        ]
    return list_response(
        request,
        _list(viewer, here, day),
        lambda day: queries.listed(viewer, here, day, closed=closed),
        trail=[("Plan", addresses.act("first", here))],
        actions=actions,
    )


@open_to("risk.see")
def heat(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """How many risks stand where on the grid, as at a day."""
    here, viewer = request.partnership, request.viewer
    as_at = read_as_at(request)
    found = queries.register(viewer, here, as_at.day, months_later(as_at.day, -SINCE_MONTHS))
    return render(
        request,
        "plans/heat.html",
        {
            "title": "Heat map of the risk register",
            "trail": [
                ("Plan", addresses.act("first", here)),
                ("Risk register", addresses.act("risks", here)),
            ],
            "as_at": as_at,
            "map": heat_map(found),
            "register": addresses.act("risks", here),
            "asked": "" if as_at.is_today else f"&as_at={as_at.day.isoformat()}",
            "moved": [
                (
                    one,
                    movement_mark(one),
                    score_mark(one.residual),
                    addresses.of_risk(here, one.risk),
                )
                for one in found
                if one.movement.value in ("up", "down")
            ],
            "off_grid": [
                (one, score_mark(one.residual), addresses.of_risk(here, one.risk))
                for one in found
                if one.residual.cell is None
            ],
        },
        status=400 if as_at.problem else 200,
    )
