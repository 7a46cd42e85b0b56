"""What the system of reports received offers."""

from safeloom.kernel.registry import (
    AgendaSource,
    DemonstrationData,
    DigestSource,
    HomeCard,
    PartPage,
    Permission,
    RecordKind,
    ReorganisationRule,
    SearchSource,
    SearchWatch,
)
from safeloom.kernel.watches import record_watch

UNIT = ("business-manager", "coordinator")
SEE = (
    *UNIT,
    "statutory-partner",
    "scrutineer",
    "information-governance",
    "agency-lead",
    "group-member",
)
_HERE = "safeloom.systems.reports_received"

CONTRIBUTIONS = (
    Permission(
        "received_report.see",
        "see reports that are expected and that came, an agency lead those of their agency, a group’s "
        "member those that go to their group",
        SEE,
    ),
    Permission(
        "received_report.change", "say which reports are expected, and note those that came", UNIT
    ),
    Permission(
        "received_report.send", "be told which reports their agency is to send", ("agency-lead",)
    ),
    Permission(
        "received_report.assure",
        "say how far a report assures the partnership",
        (*UNIT, "statutory-partner", "scrutineer"),
    ),
    RecordKind(
        "expected-report",
        "Report expected",
        see="received_report.see",
        change="",
        rows=f"{_HERE}.queries.reports.expected",
        address=f"{_HERE}.addresses.of_expected",
    ),
    RecordKind(
        "received-report",
        "Report received",
        see="received_report.see",
        change="received_report.change",
        rows=f"{_HERE}.queries.reports.received",
        address=f"{_HERE}.addresses.of_received",
    ),
    PartPage(
        "plans:first",
        "Reports received",
        "reports_received:list",
        "received_report.see",
        order=60,
    ),
    SearchSource(
        "expected-report",
        "Reports expected",
        "Report expected",
        "reports_received.ExpectedReport",
        rows=f"{_HERE}.searching.expected_found",
        entries=f"{_HERE}.searching.tell_expected",
        address=f"{_HERE}.searching.expected_address",
        watches=(
            SearchWatch("reports_received.ExpectedReport", "pk", ("kind", "asks", "from_words")),
            record_watch(),
        ),
        order=150,
    ),
    SearchSource(
        "received-report",
        "Reports received",
        "Report received",
        "reports_received.ReceivedReport",
        rows=f"{_HERE}.searching.received_found",
        entries=f"{_HERE}.searching.tell_received",
        address=f"{_HERE}.searching.received_address",
        watches=(
            SearchWatch("reports_received.ReceivedReport", "pk", ("covers",)),
            SearchWatch("reports_received.ExpectedReport", "report_id", ("kind",)),
            record_watch(),
        ),
        order=151,
    ),
    HomeCard("reports-received", "Reports received", "needs_me", f"{_HERE}.home.mine", order=42),
    DigestSource("reports-received", "Reports received", f"{_HERE}.home.digest", order=42),
    AgendaSource("reports-received", "Reports received", f"{_HERE}.home.agenda", order=50),
    ReorganisationRule(
        "expected-reports",
        "Of whom reports are expected",
        ("reports_received.ExpectedFrom",),
        follow=f"{_HERE}.reorganising.follow",
        links=("reports_received.FollowedExpectedFrom",),
        order=230,
    ),
    DemonstrationData("reports-received", f"{_HERE}.demonstration.make", order=150),
)
