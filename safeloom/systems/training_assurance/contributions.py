"""What training assurance offers."""

from safeloom.kernel.registry import (
    DemonstrationData,
    DigestSource,
    HomeCard,
    PartPage,
    Permission,
    QuestionnaireUse,
    RecordSection,
    ReorganisationRule,
    ReportBlock,
)

UNIT = ("business-manager", "coordinator")
_HERE = "safeloom.systems.training_assurance"

CONTRIBUTIONS = (
    QuestionnaireUse(
        "training-assurance",
        "Training assurance",
        asks=("agencies",),
        order=40,
        ready=f"{_HERE}.content.ready",
        address="training-assurance:first",
    ),
    Permission(
        "training-assurance.see",
        "see peer reviews of training, an agency’s lead those the agency makes",
        (*UNIT, "statutory-partner", "scrutineer", "agency-lead"),
    ),
    Permission(
        "training-assurance.review",
        "review the training of another agency that was given to one’s own",
        ("agency-lead",),
    ),
    RecordSection("training-assurance", "response", f"{_HERE}.sections.response_section", order=22),
    RecordSection(
        "training-assurance-round", "campaign", f"{_HERE}.sections.campaign_section", order=22
    ),
    PartPage(
        "questionnaires:campaigns",
        "Training assurance",
        "training-assurance:first",
        "questionnaire.see",
        order=40,
    ),
    HomeCard("training-assurance", "Peer reviews", "needs_me", f"{_HERE}.home.mine", order=76),
    DigestSource("training-assurance", "Peer reviews", f"{_HERE}.home.digest", order=76),
    ReportBlock(
        "training-assurance",
        "Training assurance",
        f"{_HERE}.report.by_section",
        choices=f"{_HERE}.report.choices",
        words="By section, how many agencies meet the standard: by their own grade, and by their peers’.",
    ),
    ReorganisationRule(
        "training-assurance",
        "Peer reviews of training",
        ("training_assurance.PeerReview",),
        stays="who reviewed on the day did; one not done yet is given to another agency by hand",
    ),
    DemonstrationData("training-assurance", f"{_HERE}.demonstration.make", order=190),
)
