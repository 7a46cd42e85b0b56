"""Adding, changing and closing groups, their place in the structure and their sharing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.partnership import forms
from safeloom.domain.partnership.commands import groups as commands
from safeloom.domain.partnership.commands import lines
from safeloom.domain.partnership.models import Group
from safeloom.domain.partnership.queries import groups as queries
from safeloom.domain.partnership.views import addresses
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to


@open_to("group.change")
def add(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Add a group."""
    here = request.partnership
    return ask(
        request,
        forms.NewGroupForm,
        lambda said: commands.add(
            by=request.viewer.person, partnership=here, new=commands.NewGroup(**said)
        ),
        title="Add a group",
        button="Add group",
        done="The group was added.",
        back=lambda group: addresses.of_group(here, group),
        cancel=addresses.listing(here, "groups"),
        rows={"parent": queries.own(request.viewer, here, "group.change")},
    )


@open_to("group.change")
def change(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Change a group."""
    group = _changing(request, reference)
    return ask(
        request,
        forms.revisioned(forms.GroupForm),
        lambda said: commands.change(
            by=request.viewer.person,
            group=group,
            seen=said.pop("revision"),
            to=commands.NewGroup(**said),
        ),
        title=f"Change {group.name}",
        button="Save group",
        done="The group was changed.",
        back=addresses.of_group(request.partnership, group),
        initial=_said(group),
        current=lambda: _said(_changing(request, reference)),
        subject=reference,
    )


@open_to("group.change")
def close(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Close a group."""
    group = _changing(request, reference)
    return ask(
        request,
        forms.revisioned(forms.LastDayForm),
        lambda said: commands.close(
            by=request.viewer.person, group=group, seen=said["revision"], day=said["day"]
        ),
        title=f"Close {group.name}",
        lead="Its seats, who holds them, its chairs, its place in the structure and its sharing end "
        "on the same day. Everything that was stays on its page.",
        button="Close group",
        warn=True,
        done="The group was closed.",
        back=addresses.of_group(request.partnership, group),
        initial={"revision": group.record.revision},
        current=lambda: {
            "day": group.end,
            "revision": _changing(request, reference).record.revision,
        },
        subject=reference,
    )


@open_to("group.change")
def place(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Say what a group answers to."""
    group = _changing(request, reference)
    return _place(request, group)


@open_to("group.change")
def place_shared(
    request: HttpRequest, partnership_key: str, owner: str, reference: str
) -> HttpResponse:
    """Say what a group that is shared with this partnership answers to in it."""
    rows = queries.groups(request.viewer, request.partnership, "group.change")
    group = get_object_or_404(rows, record__reference=reference, record__partnership__key=owner)
    return _place(request, group)


def _place(request: HttpRequest, group: Group) -> HttpResponse:
    here = request.partnership
    return ask(
        request,
        forms.ParentForm,
        lambda said: lines.place(by=request.viewer.person, group=group, **said),
        title=f"What does {group.name} answer to?",
        button="Save place",
        done="The place was saved.",
        back=addresses.of_group(here, group),
        rows={"parent": queries.parents_for(group, here)},
    )


@open_to("group.change")
def unplace(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """End a group's answering to another."""
    here = request.partnership
    line = get_object_or_404(queries.lines(request.viewer, here, "group.change"), pk=pk)
    return ask(
        request,
        forms.LastDayForm,
        lambda said: lines.unplace(by=request.viewer.person, line=line, seen=None, **said),
        title=f"Until when does {line.group.name} answer to {line.parent.name}?",
        button="Save last day",
        done="The last day was saved.",
        back=addresses.of_group(here, line.group),
    )


@open_to("group.change")
def share(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Share a group with another partnership."""
    group = _changing(request, reference)
    return ask(
        request,
        forms.SharingForm,
        lambda said: lines.share(by=request.viewer.person, group=group, **said),
        title=f"Share {group.name}",
        lead="Its people and seats will be seen there, and people of that partnership may sit in it.",
        button="Share group",
        done="The group was shared.",
        back=addresses.of_group(request.partnership, group),
        rows={"partnership": queries.other_partnerships(request.partnership)},
    )


@open_to("group.change")
def unshare(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """End the sharing of a group."""
    here = request.partnership
    sharing = get_object_or_404(queries.sharings(request.viewer, here, "group.change"), pk=pk)
    return ask(
        request,
        forms.LastDayForm,
        lambda said: lines.unshare(by=request.viewer.person, sharing=sharing, seen=None, **said),
        title=f"Until when is {sharing.group.name} shared with {sharing.partnership.name}?",
        button="Save last day",
        done="The last day was saved.",
        back=addresses.of_group(here, sharing.group),
    )


def _changing(request: HttpRequest, reference: str) -> Group:
    rows = queries.own(request.viewer, request.partnership, "group.change")
    return get_object_or_404(rows, record__reference=reference)


def _said(group: Group) -> dict:
    return {
        "name": group.name,
        "kind": group.kind,
        "start": group.start,
        "end": group.end,
        "revision": group.record.revision,
    }
