"""What reports offer."""

from safeloom.kernel.registry import (
    DigestSource,
    HomeCard,
    Navigation,
    Permission,
    RecordKind,
    ReorganisationRule,
    SearchSource,
    SearchWatch,
)
from safeloom.kernel.watches import record_watch

_UNIT = ("business-manager", "coordinator")
_WHOLE = (*_UNIT, "statutory-partner", "scrutineer")


CONTRIBUTIONS = (
    Permission(
        "report.list",
        "open the list of reports and of the sections they are to write",
        roles=(*_WHOLE, "information-governance", "agency-lead", "group-member"),
    ),
    Permission(
        "report.see",
        "see reports and their versions",
        roles=(*_WHOLE, "information-governance"),
    ),
    Permission(
        "report.write",
        "write sections of reports",
        roles=(*_WHOLE, "agency-lead", "group-member"),
    ),
    Permission("report.manage", "open reports, give out sections and approve them", roles=_UNIT),
    Permission("report.sign", "sign reports off for their agency", roles=("statutory-partner",)),
    RecordKind(
        "report",
        "Report",
        see="report.see",
        change="",
        rows="safeloom.reports.permissions.reports_to_see",
        address="safeloom.reports.addresses.of_report",
    ),
    Navigation("Report", "reports:list", "report.list", order=100),
    HomeCard(
        "report-sections",
        "Sections to write",
        "needs_me",
        "safeloom.reports.home.sections_to_write",
        order=30,
    ),
    HomeCard(
        "report-sign-off",
        "Waiting for your sign-off",
        "needs_me",
        "safeloom.reports.home.awaiting_sign_off",
        order=20,
    ),
    DigestSource(
        "report-sign-off",
        "Waiting for your sign-off",
        "safeloom.reports.digest.awaiting_sign_off",
        order=25,
    ),
    DigestSource(
        "report-sections",
        "Sections to write",
        "safeloom.reports.digest.sections_to_write",
        order=30,
    ),
    HomeCard("report-due", "Reports due", "coming", "safeloom.reports.home.reports_due", order=30),
    ReorganisationRule(
        "sections",
        "Open reports",
        ("reports.ReportSection",),
        follow="safeloom.reports.reorganising.follow",
        order=60,
    ),
    ReorganisationRule(
        "reports",
        "Reports",
        ("reports.ReportVersion", "reports.AcceptedNumber", "reports.SignOff"),
        stays="who opened, wrote or signed something did so; who signs is asked of the day",
    ),
    SearchSource(
        "report",
        "Reports",
        "Report",
        "reports.Report",
        rows="safeloom.reports.searching.reports_found",
        entries="safeloom.reports.searching.tell_reports",
        address="safeloom.reports.searching.report_address",
        watches=(SearchWatch("reports.Report", "pk", ("state",)), record_watch()),
        order=70,
    ),
    SearchSource(
        "report-section",
        "Sections of reports",
        "Section of a report",
        "reports.ReportSection",
        rows="safeloom.reports.searching.sections_found",
        entries="safeloom.reports.searching.tell_sections",
        address="safeloom.reports.searching.section_address",
        watches=(
            SearchWatch("reports.ReportSection", "pk", ("title", "state", "text")),
            record_watch("report__record_id"),
        ),
        order=80,
    ),
)
