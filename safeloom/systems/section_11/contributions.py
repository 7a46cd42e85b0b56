"""What the Section 11 audit offers."""

from safeloom.kernel.registry import (
    DemonstrationData,
    HomeCard,
    PartPage,
    Permission,
    QuestionnaireUse,
    RecordKind,
    RecordSection,
    ReportBlock,
)

UNIT = ("business-manager", "coordinator")
_HERE = "safeloom.systems.section_11"

CONTRIBUTIONS = (
    QuestionnaireUse(
        "section-11",
        "Section 11 audit",
        asks=("agencies",),
        order=10,
        ready=f"{_HERE}.content.ready",
        moderated=True,
        address="section-11:first",
    ),
    Permission(
        "section-11.see",
        "see visits of the Section 11 audit, an agency’s lead those to the agency",
        (*UNIT, "statutory-partner", "scrutineer", "agency-lead"),
    ),
    RecordKind(
        "section-11-visit",
        "Visit",
        see="section-11.see",
        change="response.moderate",
        rows=f"{_HERE}.queries.responses.visits",
        address=f"{_HERE}.addresses.of_visit",
    ),
    RecordSection("section-11", "response", f"{_HERE}.sections.response_section", order=20),
    RecordSection("section-11-round", "campaign", f"{_HERE}.sections.campaign_section", order=20),
    PartPage(
        "questionnaires:campaigns", "Section 11", "section-11:first", "questionnaire.see", order=10
    ),
    HomeCard("section-11-visits", "Visits", "needs_me", f"{_HERE}.home.visits", order=60),
    ReportBlock(
        "section-11",
        "Section 11 audit",
        f"{_HERE}.report.by_standard",
        choices=f"{_HERE}.report.choices",
        words="By standard, how many agencies comply: by their own grade, as moderated, and last time.",
    ),
    DemonstrationData("section-11", f"{_HERE}.demonstration.make", order=160),
)
