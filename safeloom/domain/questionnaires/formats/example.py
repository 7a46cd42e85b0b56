"""A small questionnaire as an example of the workbook that may be brought in: one of each kind of answer
that people ask how to write."""

from safeloom.domain.questionnaires.definitions import (
    Clause,
    Condition,
    Kind,
    Operator,
    Option,
    Question,
    Questionnaire,
    Section,
)

_GRADES = (
    Option("green", "Green: met", 3, "green", meets=True),
    Option("amber", "Amber: partly met", 2, "amber"),
    Option("red", "Red: not met", 1, "red"),
)
_NOT_MET = Condition((Clause("policy", Operator.IS, "red"),))

EXAMPLE = Questionnaire(
    title="Example questionnaire",
    introduction="Put your own rows in place of these. Each row is a question.",
    sections=(
        Section(
            "policy-and-lead",
            "Policy and lead",
            (
                Question(
                    "policy",
                    "A policy that staff can find and follow",
                    Kind.GRADE,
                    help="Such as the date on which it was last looked at.",
                    required=True,
                    options=_GRADES,
                ),
                Question(
                    "plan",
                    "What will you do, and by when?",
                    Kind.TEXT,
                    required=True,
                    most_words=200,
                    condition=_NOT_MET,
                ),
                Question(
                    "lead",
                    "Does somebody lead on safeguarding?",
                    Kind.CHOICE,
                    options=(Option("yes", "Yes"), Option("no", "No"), Option("soon", "Soon")),
                ),
            ),
            help="Stands below the title of the section.",
        ),
        Section(
            "training",
            "Training",
            (
                Question(
                    "trained",
                    "Staff trained in the last three years",
                    Kind.PERCENTAGE,
                    may_not_apply=True,
                ),
                Question("checked", "When did your board last look at it?", Kind.DATE),
                Question("evidence", "A file that shows it", Kind.FILE),
            ),
        ),
    ),
)
