"""The list of groups and a group's page, its own partnership's or one that shares it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.partnership.models import Group
from safeloom.domain.partnership.queries import groups as queries
from safeloom.domain.partnership.queries.people import seen_people
from safeloom.domain.partnership.views import addresses
from safeloom.domain.partnership.views.group_sections import sections
from safeloom.domain.partnership.views.tables import days, status
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.identity.models import Partnership
from safeloom.web.as_at import read_as_at
from safeloom.web.files import files_section
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.records import RecordPage, record_response


def _list(here: Partnership) -> ListPage:
    """Groups may be another partnership's, so their addresses depend on where one stands."""

    def owner(group: Group) -> str:
        own = group.record.partnership_id == here.pk
        return "" if own else group.record.partnership.name

    return ListPage(
        title="Groups",
        noun=("group", "groups"),
        search=["principal__name"],
        default_order="principal__name",
        columns=[
            Column(
                "Name",
                "name",
                sort="principal__name",
                link=lambda group: addresses.of_group(here, group),
            ),
            Column("Kind", "get_kind_display", sort="kind"),
            Column(
                "Answers to", lambda group: ", ".join(str(one.parent) for one in group.lines_now)
            ),
            Column("Chair", lambda group: ", ".join(str(one.person) for one in group.chairs_now)),
            Column("Seats", "seats_now", sort="seats_now", kind="number"),
            Column("Shared by", owner),
        ],
        filters=[Filter("kind", "Kind", Group.Kind.choices, "kind")],
        empty="The board and its groups will stand here: add the first one.",
        as_at=True,
    )


@open_to("group.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The groups as at a day."""
    here = request.partnership
    may = request.viewer.may_everywhere("group.change", here.pk)
    return list_response(
        request,
        _list(here),
        lambda day: queries.listed(request.viewer, here, day),
        actions=[
            ("Add a group", addresses.act("add-group", here)),
            ("Bring in seats", addresses.bring_in(here, "seats")),
        ]
        if may
        else [],
    )


@open_to("group.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """A group of this partnership."""
    rows = queries.own(request.viewer, request.partnership, "group.see")
    return _page(request, get_object_or_404(rows, record__reference=reference))


@open_to("group.see")
def shared(request: HttpRequest, partnership_key: str, owner: str, reference: str) -> HttpResponse:
    """A group that another partnership shares with this one; it is changed there."""
    rows = queries.groups(request.viewer, request.partnership).exclude(
        record__partnership=request.partnership
    )
    group = get_object_or_404(rows, record__reference=reference, record__partnership__key=owner)
    return _page(request, group)


def _page(request: HttpRequest, group: Group) -> HttpResponse:
    here, viewer = request.partnership, request.viewer
    own = group.record.partnership_id == here.pk
    may = own and viewer.may_everywhere("group.change", here.pk)
    reference = group.record.reference
    as_at = read_as_at(request)
    words, kind = status(group, as_at.day)
    facts = [("Kind", group.get_kind_display()), ("Exists", days(group) or "Dates not known")]
    if not own:
        facts.append(("Shared by", group.record.partnership.name))
    page = RecordPage(
        of=group.record,
        title=group.name,
        reference=reference if own else "",
        status=words,
        status_kind=kind,
        facts=facts,
        next_step=("Change group", addresses.act("change-group", here, reference)) if may else None,
        sections=[
            *sections(viewer, here, group, as_at.day, seen_people(viewer, here)),
            files_section(viewer, here, group.record, as_at.day),
        ],
    )
    closing = ("Close group", addresses.act("close-group", here, reference))
    return record_response(
        request,
        page,
        template="partnership/record.html",
        trail=[("Groups", addresses.listing(here, "groups"))],
        as_at=as_at,
        closing=closing if may and group.end is None else None,
    )
