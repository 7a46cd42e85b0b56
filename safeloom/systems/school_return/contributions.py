"""What the schools' return offers."""

from safeloom.kernel.registry import (
    DemonstrationData,
    PartPage,
    QuestionnaireUse,
    RecordSection,
    ReportBlock,
)

_HERE = "safeloom.systems.school_return"

CONTRIBUTIONS = (
    QuestionnaireUse(
        "school-return",
        "Schools’ safeguarding return",
        asks=("agencies",),
        order=20,
        ready=f"{_HERE}.content.ready",
        facts=f"{_HERE}.facts.facts",
        fact_choices=f"{_HERE}.facts.fact_choices",
        answered_by=f"{_HERE}.facts.safeguarding_leads",
        address="school-return:first",
        asking="school-return:ask",
    ),
    PartPage(
        "questionnaires:campaigns",
        "Schools’ return",
        "school-return:first",
        "questionnaire.see",
        order=20,
    ),
    RecordSection("school-returns", "agency", f"{_HERE}.sections.returns", order=20),
    ReportBlock(
        "school-return",
        "Schools’ safeguarding return",
        f"{_HERE}.report.return_rate",
        choices=f"{_HERE}.report.choices",
        words="How many schools returned it, by phase and kind of school, this year and last year.",
    ),
    ReportBlock(
        "school-return-in-place",
        "What schools have in place",
        f"{_HERE}.report.in_place",
        choices=f"{_HERE}.report.choices",
        words="Of the schools that returned it, how many have each thing in place, with last year’s.",
    ),
    DemonstrationData("school-return", f"{_HERE}.demonstration.make", order=165),
)
