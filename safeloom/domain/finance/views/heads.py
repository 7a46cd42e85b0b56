"""Heads of income and expenditure."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.finance.addresses import act
from safeloom.domain.finance.commands import heads as commands
from safeloom.domain.finance.definitions import Pace, Side
from safeloom.domain.finance.forms import ChangeHeadForm, ChooseHeadsForm, HeadForm
from safeloom.domain.finance.models import Head
from safeloom.domain.finance.queries import years as queries
from safeloom.domain.finance.views.ways import trail
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.web.lists import Column, Filter, ListPage, list_response


@open_to("finance.see")
def heads(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """All heads."""
    here, viewer = request.partnership, request.viewer
    may = viewer.may("finance.change", here.pk)
    page = ListPage(
        title="Heads",
        noun=("head", "heads"),
        search=["title", "parent__title"],
        default_order=("side", "parent__position", "position"),
        columns=[
            Column(
                "Head",
                str,
                sort="title",
                link=(lambda row: act("change-head", here, row.pk)) if may else None,
            ),
            Column("Side", "get_side_display", sort="side"),
            Column("Spending runs", lambda row: Pace(row.pace).label.split(",")[0], sort="pace"),
            Column("Place", "position", sort="position", kind="number"),
            Column("Takes nothing new after", "ended", sort="ended", kind="date"),
        ],
        filters=[Filter("side", "Side", Side.choices, "side")],
        empty="What income and expenditure are divided into will stand here.",
    )
    actions = [
        ("Choose heads", act("choose-heads", here)),
        ("Add a head", act("add-head", here)),
    ]
    rows = viewer.rows("finance.see", queries.heads(here), here.pk)
    return list_response(request, page, rows, trail=trail(here), actions=actions if may else [])


@open_to("finance.change")
def choose(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Choose heads that come with Safeloom."""
    here = request.partnership
    return ask(
        request,
        ChooseHeadsForm,
        lambda said: commands.choose_heads(
            by=request.viewer.person, partnership=here, keys=said["keys"]
        ),
        title="Choose heads",
        button="Add heads",
        done="The heads are added.",
        back=act("heads", here),
        lead="Examples: take what fits, rename it, and add your own. What you have already stays.",
        trail=trail(here, ("Heads", act("heads", here))),
    )


@open_to("finance.change")
def add(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Add a head."""
    here = request.partnership
    return ask(
        request,
        HeadForm,
        lambda said: commands.add_head(by=request.viewer.person, partnership=here, **said),
        title="Add a head",
        button="Add head",
        done="The head is added.",
        back=act("heads", here),
        initial={"pace": Pace.COMES},
        rows=queries.heads(here).filter(parent=None),
        trail=trail(here, ("Heads", act("heads", here))),
    )


@open_to("finance.change")
def change(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Change a head."""
    here = request.partnership
    rows = request.viewer.rows("finance.change", queries.heads(here), here.pk)
    found = get_object_or_404(rows, pk=pk)

    def now() -> dict:
        row = get_object_or_404(rows, pk=pk)
        return {
            name: getattr(row, name) for name in ("title", "pace", "position", "ended", "revision")
        }

    def act_on(said: dict) -> Head:
        seen = said.pop("revision")
        return commands.change_head(by=request.viewer.person, head=found, seen=seen, **said)

    return ask(
        request,
        ChangeHeadForm,
        act_on,
        title=f"Change {found}",
        button="Save head",
        done="The head is changed.",
        back=act("heads", here),
        initial=now(),
        current=now,
        subject=str(pk),
        trail=trail(here, ("Heads", act("heads", here))),
    )
