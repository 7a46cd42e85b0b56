"""What scrutiny offers."""

from safeloom.kernel.registry import (
    DemonstrationData,
    DigestSource,
    HomeCard,
    PartPage,
    Permission,
    RecordKind,
    ReorganisationRule,
    ReportBlock,
    SearchSource,
    SearchWatch,
)
from safeloom.kernel.watches import record_watch

UNIT = ("business-manager", "coordinator")
OTHERS = ("statutory-partner", "information-governance", "agency-lead", "group-member")
_HERE = "safeloom.systems.scrutiny"

CONTRIBUTIONS = (
    Permission(
        "scrutiny.read",
        "read what the scrutineer published",
        (*UNIT, "scrutineer", *OTHERS),
    ),
    Permission(
        "scrutiny.see",
        "see exercises of the scrutineer before they are published, and the success factors",
        (*UNIT, "scrutineer"),
    ),
    Permission("scrutiny.plan", "plan exercises and set success factors", (*UNIT, "scrutineer")),
    Permission("scrutiny.comment", "comment on drafts of the scrutineer", UNIT),
    Permission(
        "scrutiny.write",
        "write evidence, judgements and reports of scrutiny, and publish them",
        ("scrutineer",),
    ),
    RecordKind(
        "scrutiny",
        "Scrutiny exercise",
        see="scrutiny.read",
        change="scrutiny.write",
        rows=f"{_HERE}.queries.exercises.exercises",
        address=f"{_HERE}.addresses.of_exercise",
    ),
    PartPage("questionnaires:campaigns", "Scrutiny", "scrutiny:list", "scrutiny.read", order=40),
    PartPage("questionnaires:responses", "Scrutiny", "scrutiny:list", "scrutiny.read", order=40),
    SearchSource(
        "scrutiny",
        "Scrutiny",
        "Scrutiny exercise",
        "scrutiny.Exercise",
        rows=f"{_HERE}.searching.exercises_found",
        entries=f"{_HERE}.searching.tell_exercises",
        address=f"{_HERE}.searching.exercise_address",
        watches=(SearchWatch("scrutiny.Exercise", "pk", ("question", "report")), record_watch()),
        order=180,
    ),
    HomeCard("scrutiny-mine", "Scrutiny", "needs_me", f"{_HERE}.home.mine", order=70),
    HomeCard("scrutiny-coming", "Scrutiny", "coming", f"{_HERE}.home.coming", order=70),
    DigestSource("scrutiny", "Scrutiny", f"{_HERE}.home.digest", order=70),
    ReportBlock(
        "scrutiny",
        "Independent scrutiny",
        f"{_HERE}.report.judged",
        words="The exercises the scrutineer published in the period, and what was judged.",
    ),
    ReorganisationRule(
        "scrutiny",
        "Who took part in scrutiny",
        ("scrutiny.TookPart",),
        stays="who took part in a scrutiny event took part, whatever became of the agency",
    ),
    DemonstrationData("scrutiny", f"{_HERE}.demonstration.make", order=180),
)
