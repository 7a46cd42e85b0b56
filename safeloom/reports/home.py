"""What reports put on home."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from safeloom.domain.partnership.queries.partners import partners_in
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.registry import HomeLine
from safeloom.reports.deadlines import deadlines_of
from safeloom.reports.kinds import edition_of
from safeloom.reports.models import Report, ReportSection, SignOff
from safeloom.reports.permissions import MANAGE, SIGN, own_sections, reports_to_see
from safeloom.web.words import lower_first

_OPEN = (ReportSection.State.NOT_STARTED, ReportSection.State.DRAFT)
_DONE = (ReportSection.State.APPROVED, ReportSection.State.LEFT_OUT)


def sections_to_write(
    viewer: Viewer, partnership: Partnership, since: datetime | None
) -> list[HomeLine]:
    """The sections somebody was given and has not called ready; for who manages reports also those
    that wait to be approved."""
    lines = []
    writing = own_sections(viewer, partnership).filter(
        report__state=Report.State.WRITING, state__in=_OPEN
    )
    for section in writing:
        lines.append(_line(section, f"Write “{section.title}”", partnership))
    if viewer.may(MANAGE, partnership.pk):
        ready = ReportSection.objects.filter(
            report__record__partnership=partnership,
            report__state=Report.State.WRITING,
            state=ReportSection.State.READY,
        ).select_related("report__record")
        for section in ready:
            lines.append(_line(section, f"Approve “{section.title}”", partnership))
    return lines


def awaiting_sign_off(
    viewer: Viewer, partnership: Partnership, since: datetime | None
) -> list[HomeLine]:
    """The reports whose sections are all approved and that the person may sign and has not."""
    if viewer.person is None or not viewer.may(SIGN, partnership.pk):
        return []
    mine = viewer.belongs
    agencies = {
        partner.agency_id: partner.name
        for partner in partners_in(partnership.pk, viewer.day)
        if partner.agency_id in mine
    }
    reports = Report.objects.filter(
        record__partnership=partnership, state=Report.State.WRITING
    ).select_related("record")
    unsettled = ReportSection.objects.filter(report__in=reports).exclude(state__in=_DONE)
    waiting = set(unsettled.values_list("report_id", flat=True))
    signed = set(
        SignOff.objects.filter(version__report__in=reports, void_since__isnull=True).values_list(
            "version__report_id", "agency_id"
        )
    )
    return [
        HomeLine(
            words=f"Sign off {report.record.title} for {name}",
            url=reverse("reports:sign-off", args=[partnership.key, report.pk]),
            detail=report.record.reference,
        )
        for report in reports
        if report.pk not in waiting
        for agency, name in agencies.items()
        if (report.pk, agency) not in signed
    ]


def reports_due(viewer: Viewer, partnership: Partnership, since: datetime | None) -> list[HomeLine]:
    """The next day by which each report that is not published is due."""
    reports = reports_to_see(viewer, partnership).filter(published__isnull=True)
    return [*_due_lines(reports, partnership, viewer)]


def _due_lines(
    reports: Iterable[Report], partnership: Partnership, viewer: Viewer
) -> Iterable[HomeLine]:
    for report, dues in deadlines_of(list(reports)):
        if not dues:
            continue
        due = dues[0]
        mark = "" if due.deadline.checked else " (not checked against the guidance)"
        yield HomeLine(
            words=f"{report.record.title}: {lower_first(due.deadline.words)}",
            url=reverse("reports:record", args=[partnership.key, report.pk]),
            due=due.day,
            late=due.day < viewer.day,
            detail=f"{edition_of(report).title}{mark}",
        )


def _line(section: ReportSection, words: str, partnership: Partnership) -> HomeLine:
    return HomeLine(
        words=words,
        url=reverse("reports:section", args=[partnership.key, section.pk]),
        detail=section.report.record.title,
    )
