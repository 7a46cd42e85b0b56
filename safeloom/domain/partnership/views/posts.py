"""Adding, changing and closing posts, and saying who holds them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.partnership import forms
from safeloom.domain.partnership.commands import posts as commands
from safeloom.domain.partnership.models import Post, PostHolding
from safeloom.domain.partnership.queries import agencies as queries
from safeloom.domain.partnership.queries.people import known_people, with_work
from safeloom.domain.partnership.views import addresses
from safeloom.domain.partnership.views.asking import ask
from safeloom.domain.partnership.views.holdings import holding_page, withdrawing_page
from safeloom.foundation.access.pages import open_to


@open_to("agency.change")
def add(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Add a post to an agency."""
    rows = queries.agencies(request.viewer, request.partnership, "agency.change")
    agency = get_object_or_404(rows, record__reference=reference)
    return ask(
        request,
        forms.PostForm,
        lambda said: commands.add(
            by=request.viewer.person, new=commands.NewPost(agency=agency, **said)
        ),
        title=f"Add a post to {agency.name}",
        button="Add post",
        done="The post was added.",
        initial={"start": agency.start, "end": agency.end},
        back=addresses.of_agency(request.partnership, agency),
    )


@open_to("agency.change")
def change(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """Change a post."""
    post = _post(request, pk)
    return ask(
        request,
        forms.revisioned(forms.PostForm),
        lambda said: commands.change(
            by=request.viewer.person, post=post, seen=said.pop("revision"), **said
        ),
        title=f"Change {post.title}",
        button="Save post",
        done="The post was changed.",
        back=addresses.of_agency(request.partnership, post.agency),
        initial=_said(post),
        current=lambda: _said(_post(request, pk)),
        subject=str(pk),
    )


@open_to("agency.change")
def close(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """Close a post."""
    post = _post(request, pk)
    return ask(
        request,
        forms.LastDayForm,
        lambda said: commands.close(by=request.viewer.person, post=post, seen=None, **said),
        title=f"Close {post.title}",
        lead="Whoever holds it holds it until the same day.",
        button="Close post",
        warn=True,
        done="The post was closed.",
        back=addresses.of_agency(request.partnership, post.agency),
    )


@open_to("agency.change")
def hold(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """Say who holds a post."""
    post = _post(request, pk)
    return ask(
        request,
        forms.HolderForm,
        lambda said: commands.hold(by=request.viewer.person, post=post, **said),
        title=f"Who holds {post.title}?",
        button="Save holder",
        done="The holder was saved.",
        back=addresses.of_agency(request.partnership, post.agency),
        rows={
            "person": with_work(
                known_people(request.partnership), request.partnership, request.viewer.day
            )
        },
    )


@open_to("agency.change")
def holding(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """Correct or end what somebody held."""
    held = _holding(request, pk)
    return holding_page(
        request,
        held,
        what=f"{held.person.name}, {held.post.title}",
        back=addresses.of_agency(request.partnership, held.post.agency),
        subject=str(held.post_id),
        correct=lambda **said: commands.correct(by=request.viewer.person, holding=held, **said),
        withdraw=addresses.act("withdraw-post-holding", request.partnership, pk),
        again=lambda: _holding(request, pk),
    )


@open_to("agency.change")
def withdraw(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """Take away what was entered by mistake."""
    held = _holding(request, pk)
    return withdrawing_page(
        request,
        what=f"{held.person.name}, {held.post.title}",
        back=addresses.of_agency(request.partnership, held.post.agency),
        withdraw=lambda: commands.withdraw(by=request.viewer.person, holding=held),
    )


def _post(request: HttpRequest, pk) -> Post:
    return get_object_or_404(
        queries.posts(request.viewer, request.partnership, "agency.change"), pk=pk
    )


def _holding(request: HttpRequest, pk) -> PostHolding:
    rows = queries.post_holdings(request.viewer, request.partnership, "agency.change")
    return get_object_or_404(rows, pk=pk)


def _said(post: Post) -> dict:
    return {
        "title": post.title,
        "start": post.start,
        "end": post.end,
        "revision": post.revision,
    }
