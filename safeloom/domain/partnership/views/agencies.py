"""The list of agencies and an agency's page."""

from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.partnership.models import Agency, StatutoryRole, as_called
from safeloom.domain.partnership.queries import agencies as queries
from safeloom.domain.partnership.queries.names import once_called
from safeloom.domain.partnership.queries.people import seen_people
from safeloom.domain.partnership.queries.schools import apart_from_schools
from safeloom.domain.partnership.views import addresses
from safeloom.domain.partnership.views.agency_sections import sections
from safeloom.domain.partnership.views.tables import days, status
from safeloom.foundation.access.pages import open_to
from safeloom.web.as_at import read_as_at
from safeloom.web.files import files_section
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.records import RecordPage, record_response
from safeloom.web.sections import contributed


def _partner(agency: Agency) -> str:
    return ", ".join(role.get_partner_display() for role in agency.partner_now)


def _areas(agency: Agency) -> str:
    return ", ".join(cover.area.name for cover in agency.areas_now)


LIST = ListPage(
    title="Agencies",
    noun=("agency", "agencies"),
    search=["principal__name", "ods_code", "urn", "gss_code", once_called],
    default_order="called_now",
    columns=[
        Column(
            "Name",
            "called_now",
            sort="called_now",
            link=lambda agency: addresses.of_agency(agency.record.partnership, agency),
        ),
        Column("Kind", "get_kind_display", sort="kind"),
        Column("Statutory partner", _partner),
        Column("Areas", _areas),
        Column("Reference", "record.reference", sort="record__reference"),
    ],
    filters=[
        Filter("kind", "Kind", Agency.Kind.choices, "kind"),
        Filter("standing", "Standing", Agency.Standing.choices, "standing"),
    ],
    empty="The agencies that work with the partnership will stand here: add the first one.",
    as_at=True,
)


@open_to("agency.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The agencies as at a day."""
    here = request.partnership
    may = request.viewer.may_everywhere("agency.change", here.pk)
    return list_response(
        request,
        LIST,
        lambda day: _listed(request, day),
        template="partnership/agencies.html",
        schools=addresses.listing(here, "schools") if _without_schools(request) else "",
        actions=[
            *(
                [
                    ("Add an agency", addresses.act("add-agency", here)),
                    ("Bring in a file", addresses.bring_in(here, "agencies")),
                ]
                if may
                else []
            ),
            ("Schools", addresses.listing(here, "schools")),
        ],
    )


def _listed(request: HttpRequest, day: date) -> QuerySet[Agency]:
    """The schools of the register stand in a list of their own, but where somebody looks for one."""
    rows = queries.listed(request.viewer, request.partnership, day)
    return apart_from_schools(rows, day) if _without_schools(request) else rows


def _without_schools(request: HttpRequest) -> bool:
    looked_for = request.GET.get("q") or request.GET.get("kind")
    return not looked_for and request.viewer.may_everywhere("agency.see", request.partnership.pk)


@open_to("agency.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """An agency: what it is, its posts and seats as at a day, and who held them over time."""
    here, viewer = request.partnership, request.viewer
    agency = get_object_or_404(queries.agencies(viewer, here), record__reference=reference)
    may = viewer.may_everywhere("agency.change", here.pk)
    as_at = read_as_at(request)
    as_called([agency], as_at.day)
    words, kind = status(agency, as_at.day)
    roles = queries.roles_of(agency)
    codes = [
        (Agency._meta.get_field(name).verbose_name, getattr(agency, name))
        for name in ("ods_code", "urn", "gss_code", "dfe_la_code")
    ]
    page = RecordPage(
        of=agency.record,
        title=agency.name,
        reference=reference,
        status=words,
        status_kind=kind,
        facts=[
            ("Kind", agency.get_kind_display()),
            ("Standing", _standing(agency, roles, as_at.day)),
            *[(name, code) for name, code in codes if code],
            ("Exists", days(agency) or "Dates not known"),
        ],
        next_step=("Change agency", addresses.act("change-agency", here, reference))
        if may
        else None,
        sections=[
            *sections(viewer, here, agency, roles, as_at.day, seen_people(viewer, here)),
            *contributed(viewer, here, agency.record, as_at.day),
            files_section(viewer, here, agency.record, as_at.day),
        ],
    )
    closing = ("Close agency", addresses.act("close-agency", here, reference))
    return record_response(
        request,
        page,
        template="partnership/record.html",
        trail=[("Agencies", addresses.listing(here, "agencies"))],
        as_at=as_at,
        closing=closing if may and agency.end is None else None,
    )


def _standing(agency: Agency, roles: list[StatutoryRole], day) -> str:
    now = [role.get_partner_display().lower() for role in roles if role.holds(day)]
    return f"Statutory partner ({', '.join(now)})" if now else agency.get_standing_display()
