"""What case audits offer."""

from safeloom.kernel.registry import (
    DemonstrationData,
    HomeCard,
    PartPage,
    Permission,
    QuestionnaireUse,
    RecordKind,
    RecordSection,
    ReorganisationRule,
    ReportBlock,
    SearchSource,
    SearchWatch,
)
from safeloom.kernel.watches import record_watch

UNIT = ("business-manager", "coordinator")
READS = (*UNIT, "statutory-partner", "scrutineer", "agency-lead")
_HERE = "safeloom.systems.case_audit"

CONTRIBUTIONS = (
    QuestionnaireUse(
        "case-audit",
        "Case audit",
        asks=("about",),
        order=20,
        ready=f"{_HERE}.content.ready",
        address="case-audit:audits",
    ),
    Permission(
        "case-audit.see",
        "see case audits, an agency’s lead from the challenge day on those the agency took part in",
        READS,
    ),
    Permission(
        "case-audit.change", "plan case audits, draw cases, settle grades and finish audits", UNIT
    ),
    RecordKind(
        "case-audit",
        "Case audit",
        see="case-audit.see",
        change="case-audit.change",
        rows=f"{_HERE}.queries.audits.audits",
        address=f"{_HERE}.addresses.of_audit",
    ),
    RecordKind(
        "audit-case",
        "Audited case",
        see="case-audit.see",
        change="case-audit.change",
        rows=f"{_HERE}.queries.cases.cases",
        address=f"{_HERE}.addresses.of_case",
    ),
    RecordSection("case-audit", "response", f"{_HERE}.sections.response_section", order=30),
    PartPage(
        "questionnaires:campaigns", "Case audits", "case-audit:audits", "case-audit.see", order=20
    ),
    PartPage(
        "questionnaires:responses", "Case audits", "case-audit:audits", "case-audit.see", order=20
    ),
    PartPage(
        "questionnaires:campaigns",
        "Audit calendar",
        "case-audit:year",
        "questionnaire.see",
        order=90,
    ),
    HomeCard("case-audits", "Case audits", "needs_me", f"{_HERE}.home.mine", order=61),
    SearchSource(
        "case-audits",
        "Case audits",
        "Case audit",
        "case_audit.CaseAudit",
        rows=f"{_HERE}.searching.found",
        entries=f"{_HERE}.searching.tell",
        address=f"{_HERE}.searching.address",
        watches=(SearchWatch("case_audit.CaseAudit", "pk"), record_watch()),
        order=170,
    ),
    ReportBlock(
        "case-audits",
        "Case audits",
        f"{_HERE}.report.audits_finished",
        words="The audits finished in the period: cases, grades as settled and as agencies gave them, "
        "against the audit before, good practice and findings.",
    ),
    DemonstrationData("case-audits", f"{_HERE}.demonstration.make", order=175),
    ReorganisationRule(
        "case-audits",
        "Draws of cases",
        ("case_audit.CaseDraw",),
        stays="from whose list cases were drawn stays as it was",
    ),
)
