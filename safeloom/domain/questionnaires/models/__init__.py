"""The rows of questionnaires."""

from safeloom.domain.questionnaires.models.campaign import Campaign, OpenLink
from safeloom.domain.questionnaires.models.moderation import (
    CodedAnswer,
    CodedTheme,
    ModeratedGrade,
    Remark,
)
from safeloom.domain.questionnaires.models.questionnaire import (
    CapacityRow,
    ClauseRow,
    OptionRow,
    Questionnaire,
    QuestionRow,
    SectionRow,
    Version,
)
from safeloom.domain.questionnaires.models.response import (
    Answer,
    AnswerFile,
    AnswerOption,
    AskedSection,
    Contributor,
    EarlierAnswer,
    Extension,
    Presence,
    Reminder,
    Response,
    ResponseLink,
    SignOff,
)

__all__ = [
    "Answer",
    "AnswerFile",
    "AnswerOption",
    "AskedSection",
    "Campaign",
    "CapacityRow",
    "ClauseRow",
    "CodedAnswer",
    "CodedTheme",
    "Contributor",
    "EarlierAnswer",
    "Extension",
    "ModeratedGrade",
    "OpenLink",
    "OptionRow",
    "Presence",
    "QuestionRow",
    "Questionnaire",
    "Remark",
    "Reminder",
    "Response",
    "ResponseLink",
    "SectionRow",
    "SignOff",
    "Version",
]
