"""Limits of delegation."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.finance.addresses import act
from safeloom.domain.finance.commands import limits as commands
from safeloom.domain.finance.definitions import Side
from safeloom.domain.finance.forms import EndLimitForm, LimitForm
from safeloom.domain.finance.models import Limit
from safeloom.domain.finance.queries import limits as queries
from safeloom.domain.finance.queries import years
from safeloom.domain.finance.views.ways import trail
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.kernel.money import money_words
from safeloom.web.lists import Column, ListPage, list_response


def _heads(row: Limit) -> str:
    return "; ".join(str(each.head) for each in row.heads_now) or "All"


@open_to("finance.see")
def limits(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Which post approves how much on which heads, as at a day."""
    here, viewer = request.partnership, request.viewer
    may = viewer.may("spending-limit.change", here.pk)
    page = ListPage(
        title="Limits of delegation",
        noun=("limit", "limits"),
        search=["post__principal__name", "post__agency__principal__name"],
        default_order="up_to",
        columns=[
            Column(
                "Post",
                "post.title",
                sort="post__principal__name",
                link=(lambda row: act("end-limit", here, row.pk)) if may else None,
            ),
            Column("Agency", "post.agency.name", sort="post__agency__principal__name"),
            Column(
                "Up to",
                lambda row: "Any amount" if row.up_to is None else money_words(row.up_to),
                sort="up_to",
                kind="number",
                export=lambda row: row.up_to,
            ),
            Column("Heads", _heads),
            Column("From", "start", sort="start", kind="date"),
            Column("To", "end", sort="end", kind="date"),
        ],
        empty="Until a post may approve spending, all of it waits.",
        as_at=True,
    )
    return list_response(
        request,
        page,
        lambda day: viewer.rows("finance.see", queries.limits(here, day), here.pk),
        trail=trail(here),
        actions=[("Set a limit", act("set-limit", here))] if may else [],
    )


@open_to("spending-limit.change")
def set_limit(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Let whoever holds a post approve spending."""
    here, viewer = request.partnership, request.viewer
    return ask(
        request,
        LimitForm,
        lambda said: commands.set_limit(
            by=viewer.person,
            partnership=here,
            heads=list(said.pop("heads")),
            **said,
        ),
        title="Set a limit",
        button="Set limit",
        done="The limit is set.",
        back=act("limits", here),
        initial={"start": viewer.day},
        rows=(
            queries.may_be_limited(here, viewer.day),
            years.heads(here, Side.EXPENDITURE).filter(parent=None),
        ),
        lead="Whoever holds the post and a role that decides (the unit, or a statutory partner’s executive) "
        "may approve what others ask for, never what they asked for themselves.",
        trail=trail(here, ("Limits of delegation", act("limits", here))),
    )


@open_to("spending-limit.change")
def end_limit(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """End a limit."""
    here, viewer = request.partnership, request.viewer
    rows = viewer.rows("spending-limit.change", queries.limits(here), here.pk)
    found = get_object_or_404(rows, pk=pk)

    def now() -> dict:
        row = get_object_or_404(rows, pk=pk)
        return {"end": row.end or viewer.day, "revision": row.revision}

    return ask(
        request,
        EndLimitForm,
        lambda said: commands.end_limit(
            by=viewer.person, limit=found, seen=said["revision"], end=said["end"]
        ),
        title=f"End the limit of {found.post.title}",
        button="End limit",
        done="The limit ends on that day.",
        back=act("limits", here),
        initial=now(),
        current=now,
        subject=found.post.title,
        lead=f"{found.post.title}, {found.post.agency}: {queries.up_to(found)}. What was approved by it "
        "stays approved. For another amount end it, and set a new one from the day after.",
        trail=trail(here, ("Limits of delegation", act("limits", here))),
    )
