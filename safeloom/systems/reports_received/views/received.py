"""The reports that came, and the page of one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.actions.sections import actions_section, recommendations_section
from safeloom.domain.meetings.addresses import of_meeting
from safeloom.domain.meetings.queries.meetings import meetings
from safeloom.domain.partnership.queries.groups import groups
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.systems.reports_received.addresses import at, of_expected, of_received
from safeloom.systems.reports_received.commands import receiving as verbs
from safeloom.systems.reports_received.content import kind_words, levels
from safeloom.systems.reports_received.forms import AssureForm, PresentForm
from safeloom.systems.reports_received.models import ReceivedReport
from safeloom.systems.reports_received.queries import reports as queries
from safeloom.systems.reports_received.views.reports import level_mark, trail
from safeloom.web.files import files_section
from safeloom.web.lists import Column, Filter, ListPage, Typed, list_response
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words

LIST = ListPage(
    title="Reports that came",
    noun=("report", "reports"),
    search=["record__title", "record__reference", "covers"],
    default_order=("-received", "record__reference"),
    columns=[
        Column(
            "Report",
            "record.title",
            sort="record__title",
            link=lambda row: of_received(row.record.partnership, row),
        ),
        Column("Kind", lambda row: kind_words(row.report.kind), sort="report__kind"),
        Column("Covers", "covers", sort="covers"),
        Column("Due", "due", sort="due", kind="date"),
        Column("Received", "received", sort="received", kind="date"),
        Column("Presented", "presented", sort="presented", kind="date"),
        Column("To", lambda row: row.group.name if row.group else ""),
        Column("Assurance", level_mark, sort="level", export=lambda row: row.level),
    ],
    filters=[
        Filter(
            "assurance",
            "Assurance",
            lambda request: [(one.key, one.title) for one in levels().values()],
            "level",
        )
    ],
    typed=[
        Typed(
            "since", "Received since", lambda rows, day: rows.filter(received__gte=day), kind="day"
        )
    ],
    empty="The reports that came stand here.",
)


@open_to("received_report.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """All that came."""
    here = request.partnership
    return list_response(request, LIST, queries.received(request.viewer, here), trail=trail(here))


def _found(
    request: HttpRequest, reference: str, permission: str = "received_report.see"
) -> ReceivedReport:
    rows = queries.received(request.viewer, request.partnership, permission)
    return get_object_or_404(rows, record__reference=reference)


@open_to("received_report.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """What came, where it was presented, what it assures of, what follows."""
    here, viewer = request.partnership, request.viewer
    row = _found(request, reference)
    changes = viewer.may_everywhere("received_report.change", here.pk)
    assures = viewer.may_everywhere("received_report.assure", here.pk)
    present = ("Say where it is presented", at("present", here, reference))
    assure = ("Say what it assures of", at("assure", here, reference))
    late = (row.received - row.due).days
    facts: list[tuple[str, Any]] = [
        ("Due on", date_words(row.due)),
        ("Received on", date_words(row.received) + (f", {late} days late" if late > 1 else "")),
    ]
    if row.covers:
        facts.append(("Covers", row.covers))
    step = None
    if changes and row.presented is None:
        step = present
    elif assures and not row.level:
        step = assure
    page = RecordPage(
        title=row.record.title,
        reference=reference,
        facts=facts,
        next_step=step,
        sections=[
            Section(
                "presented",
                "Where it was presented",
                "reports_received/presented.html",
                present if changes and row.presented else None,
            ),
            Section(
                "assurance",
                "What it assures of",
                "reports_received/assurance.html",
                assure if assures else None,
            ),
            files_section(viewer, here, row.record, viewer.day),
            recommendations_section(viewer, here, row.record, viewer.day),
            actions_section(viewer, here, row.record, viewer.day),
        ],
        of=row.record,
    )
    seen = row.meeting and meetings(viewer, here).filter(pk=row.meeting_id).first()
    return record_response(
        request,
        page,
        trail=trail(here, row.report),
        row=row,
        expected=of_expected(here, row.report),
        meeting=(seen.title, of_meeting(here, seen)) if seen else None,
        assurances=[(one, level_mark(one)) for one in queries.assurances_of(row)],
    )


@open_to("received_report.change")
def present(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Say where it was presented, or is to be."""
    here, viewer = request.partnership, request.viewer
    row = _found(request, reference, "received_report.change")

    def said() -> dict[str, Any]:
        now = _found(request, reference, "received_report.change")
        names = ("meeting", "group", "presented")
        return {name: getattr(now, name) for name in names} | {"revision": now.record.revision}

    def act(data: dict[str, Any]) -> None:
        seen = data.pop("revision")
        verbs.present(by=viewer.person, received=row, seen=seen, **data)

    own = groups(viewer, here).filter(record__partnership=here)
    return ask(
        request,
        PresentForm,
        act,
        title=f"Where is {row.record.title} presented?",
        button="Save",
        done="It is noted where the report is presented.",
        back=of_received(here, row),
        initial=said(),
        current=said,
        subject=row.report.record.reference,
        rows={"meeting": meetings(viewer, here).filter(day__gte=row.received), "group": own},
        trail=trail(here, row.report),
    )


@open_to("received_report.assure")
def assure(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Say how far it assures the partnership."""
    here = request.partnership
    row = _found(request, reference, "received_report.assure")
    return ask(
        request,
        AssureForm,
        lambda data: verbs.assure(by=request.viewer.person, received=row, **data),
        title=f"How far does {row.record.title} assure the partnership?",
        button="Save assurance",
        done="It is noted what the report assures of.",
        back=f"{of_received(here, row)}#assurance",
        trail=trail(here, row.report),
    )
