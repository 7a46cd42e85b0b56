"""Adding, changing and closing agencies, their areas and their part as statutory partners."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.partnership import forms
from safeloom.domain.partnership.commands import agencies as commands
from safeloom.domain.partnership.commands import agency_places as places
from safeloom.domain.partnership.models import Agency
from safeloom.domain.partnership.queries import agencies as queries
from safeloom.domain.partnership.queries import areas
from safeloom.domain.partnership.views import addresses
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to

SAID = ("kind", "standing", "ods_code", "urn", "gss_code", "dfe_la_code", "start", "end")


@open_to("agency.change")
def add(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Add an agency."""
    here = request.partnership
    return ask(
        request,
        forms.AgencyForm,
        lambda said: commands.add(
            by=request.viewer.person, partnership=here, new=commands.NewAgency(**said)
        ),
        title="Add an agency",
        button="Add agency",
        done="The agency was added.",
        back=lambda agency: addresses.of_agency(here, agency),
        cancel=addresses.listing(here, "agencies"),
    )


@open_to("agency.change")
def change(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Change an agency."""
    agency = _changing(request, reference)
    return ask(
        request,
        forms.revisioned(forms.AgencyForm),
        lambda said: commands.change(
            by=request.viewer.person,
            agency=agency,
            seen=said.pop("revision"),
            to=commands.NewAgency(**said),
        ),
        title=f"Change {agency.name}",
        button="Save agency",
        done="The agency was changed.",
        back=addresses.of_agency(request.partnership, agency),
        initial=_said(agency),
        current=lambda: _said(_changing(request, reference)),
        subject=reference,
    )


@open_to("agency.change")
def close(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Close an agency."""
    agency = _changing(request, reference)
    return ask(
        request,
        forms.revisioned(forms.LastDayForm),
        lambda said: commands.close(
            by=request.viewer.person, agency=agency, seen=said["revision"], day=said["day"]
        ),
        title=f"Close {agency.name}",
        lead="Its posts and seats, who holds them, its areas and its part as a statutory partner end "
        "on the same day. Everything that was stays on its page.",
        button="Close agency",
        warn=True,
        done="The agency was closed.",
        back=addresses.of_agency(request.partnership, agency),
        initial={"revision": agency.record.revision},
        current=lambda: {
            "day": agency.end,
            "revision": _changing(request, reference).record.revision,
        },
        subject=reference,
    )


@open_to("agency.change")
def succeed(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Say which agency came after."""
    agency = _changing(request, reference)
    others = queries.agencies(request.viewer, request.partnership).exclude(pk=agency.pk)
    return ask(
        request,
        forms.SuccessionForm,
        lambda said: commands.succeed(by=request.viewer.person, predecessor=agency, **said),
        title=f"What came after {agency.name}?",
        button="Save successor",
        done="The successor was saved.",
        back=addresses.of_agency(request.partnership, agency),
        rows={"successor": others},
    )


@open_to("agency.change")
def cover(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Say where an agency works."""
    agency = _changing(request, reference)
    return ask(
        request,
        forms.CoverForm,
        lambda said: places.cover(by=request.viewer.person, agency=agency, **said),
        title=f"Where does {agency.name} work?",
        button="Add areas",
        done="The areas were added.",
        initial={"start": agency.start, "end": agency.end},
        back=addresses.of_agency(request.partnership, agency),
        rows={"areas": areas.areas(request.viewer, request.partnership)},
    )


@open_to("agency.change")
def uncover(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """End an agency's work in an area."""
    here = request.partnership
    row = get_object_or_404(queries.covers(request.viewer, here, "agency.change"), pk=pk)
    return ask(
        request,
        forms.LastDayForm,
        lambda said: places.uncover(by=request.viewer.person, cover=row, seen=None, **said),
        title=f"End the work of {row.agency.name} in {row.area.name}",
        button="End work there",
        done="The last day was saved.",
        back=addresses.of_agency(here, row.agency),
    )


@open_to("agency.change")
def make_partner(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Say that an agency is a statutory partner."""
    agency = _changing(request, reference)
    return ask(
        request,
        forms.PartnerForm,
        lambda said: places.make_partner(by=request.viewer.person, agency=agency, **said),
        title=f"Make {agency.name} a statutory partner",
        button="Save statutory partner",
        done="The agency was made a statutory partner.",
        initial={"start": agency.start, "end": agency.end},
        back=addresses.of_agency(request.partnership, agency),
    )


@open_to("agency.change")
def end_partner(request: HttpRequest, partnership_key: str, pk) -> HttpResponse:
    """End an agency's part as a statutory partner."""
    here = request.partnership
    row = get_object_or_404(queries.roles(request.viewer, here, "agency.change"), pk=pk)
    return ask(
        request,
        forms.LastDayForm,
        lambda said: places.end_partner(by=request.viewer.person, role=row, seen=None, **said),
        title=f"End the statutory part of {row.agency.name}",
        button="End statutory part",
        done="The last day was saved.",
        back=addresses.of_agency(here, row.agency),
    )


def _changing(request: HttpRequest, reference: str) -> Agency:
    rows = queries.agencies(request.viewer, request.partnership, "agency.change")
    return get_object_or_404(rows, record__reference=reference)


def _said(agency: Agency) -> dict:
    return {
        "name": agency.principal.name,
        "revision": agency.record.revision,
        **{name: getattr(agency, name) for name in SAID},
    }
