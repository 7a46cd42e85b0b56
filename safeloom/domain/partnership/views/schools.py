"""The schools by their register, and what it says of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.partnership import forms
from safeloom.domain.partnership.commands import schools as commands
from safeloom.domain.partnership.models import Agency, SchoolEntry
from safeloom.domain.partnership.queries import agencies as agency_queries
from safeloom.domain.partnership.queries import schools as queries
from safeloom.domain.partnership.views import addresses
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.web.lists import Column, Filter, ListPage, list_response

LIST = ListPage(
    title="Schools",
    noun=("school", "schools"),
    search=["agency__principal__name", "agency__urn", "type_words"],
    default_order=("place", "called_now"),
    columns=[
        Column(
            "Name",
            "called_now",
            sort="called_now",
            link=lambda row: addresses.of_agency(row.agency.record.partnership, row.agency),
        ),
        Column("Phase", "get_phase_display", sort=("place", "called_now")),
        Column("Kind", "get_group_display", sort=("group", "called_now")),
        Column("Type", "type_words", sort="type_words"),
        Column("URN", "agency.urn", sort="agency__urn"),
        Column(
            "Number",
            lambda row: "/".join(filter(None, (row.la_code, row.number))),
            sort=("la_code", "number"),
        ),
        Column("Status", "get_status_display", sort="status"),
    ],
    filters=[
        Filter("phase", "Phase", SchoolEntry.Phase.choices, "phase"),
        Filter("kind", "Kind", SchoolEntry.Group.choices, "group"),
    ],
    empty="The schools of the register will stand here: bring in the register’s file.",
    as_at=True,
)


@open_to("agency.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The schools as the register has them on a day."""
    here = request.partnership
    may = request.viewer.may_everywhere("agency.change", here.pk)
    return list_response(
        request,
        LIST,
        lambda day: queries.schools(request.viewer, here, day),
        actions=[("Bring in a file", addresses.bring_in(here, "schools"))] if may else [],
    )


@open_to("agency.change")
def change(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Say what the register says of a school."""
    agency = _school(request, reference)
    return ask(
        request,
        forms.SchoolForm,
        lambda said: commands.say(
            by=request.viewer.person,
            agency=agency,
            seen=said.pop("revision"),
            day=said.pop("day"),
            facts=commands.SchoolFacts(**said),
        ),
        title=f"{agency.name} in the register of schools",
        button="Save",
        done="What the register says was saved.",
        back=addresses.of_agency(request.partnership, agency),
        initial=_said(agency),
        current=lambda: _said(_school(request, reference)),
        subject=reference,
    )


def _school(request: HttpRequest, reference: str) -> Agency:
    rows = agency_queries.agencies(request.viewer, request.partnership, "agency.change")
    return get_object_or_404(rows.filter(kind__in=commands.KINDS), record__reference=reference)


def _said(agency: Agency) -> dict:
    entries = queries.entries_of(agency)
    said = {"revision": agency.record.revision, "day": agency.start}
    if entries:
        said |= vars(commands.facts_of(entries[0])) | {"day": entries[0].start}
    return said
