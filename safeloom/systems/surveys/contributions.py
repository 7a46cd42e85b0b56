"""What surveys offer."""

from safeloom.kernel.registry import DemonstrationData, PartPage, QuestionnaireUse, ReportBlock

_HERE = "safeloom.systems.surveys"

CONTRIBUTIONS = (
    QuestionnaireUse(
        "survey",
        "Survey",
        asks=("people", "anyone"),
        order=40,
        ready=f"{_HERE}.content.ready",
        address="surveys:first",
    ),
    PartPage("questionnaires:campaigns", "Surveys", "surveys:first", "questionnaire.see", order=40),
    ReportBlock(
        "surveys",
        "Surveys",
        f"{_HERE}.report.surveys",
        choices=f"{_HERE}.report.choices",
        words="How many answered each survey, and how answers moved from before to after.",
    ),
    DemonstrationData("surveys", f"{_HERE}.demonstration.make", order=170),
)
