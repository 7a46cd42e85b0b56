"""What questionnaires offer to the other parts."""

from safeloom.kernel.registry import (
    DigestSource,
    HomeCard,
    Navigation,
    PartPage,
    Permission,
    QuestionnaireUse,
    RecordKind,
    ReorganisationRule,
    TickJob,
)
from safeloom.kernel.worker_jobs import LongFile

UNIT = ("business-manager", "coordinator")
_READS = (*UNIT, "statutory-partner", "scrutineer")
_HERE = "safeloom.domain.questionnaires"

CONTRIBUTIONS = (
    Permission("questionnaire.see", "see questionnaires and campaigns", _READS),
    Permission("questionnaire.change", "write questionnaires and publish them", UNIT),
    Permission("campaign.change", "ask bodies to answer, extend, remind and close", UNIT),
    Permission(
        "response.see",
        "see responses, an agency’s lead those of the agency",
        (*_READS, "agency-lead"),
    ),
    Permission("response.answer", "answer for an agency and submit", ("agency-lead",)),
    Permission(
        "response.moderate", "moderate, send back and re-open responses, and code themes", UNIT
    ),
    Permission("results.see", "see what campaigns come to", _READS),
    # What a system does not make its own: a new theme is asked about without anything being built.
    QuestionnaireUse("audit", "Audit or return", ("agencies", "people"), order=90, moderated=True),
    RecordKind(
        "questionnaire",
        "Questionnaire",
        see="questionnaire.see",
        change="questionnaire.change",
        rows=f"{_HERE}.queries.rows.questionnaires",
        address=f"{_HERE}.addresses.of_questionnaire",
    ),
    RecordKind(
        "campaign",
        "Campaign",
        see="questionnaire.see",
        change="campaign.change",
        rows=f"{_HERE}.queries.rows.campaigns",
        address=f"{_HERE}.addresses.of_campaign",
    ),
    RecordKind(
        "response",
        "Response",
        see="response.see",
        change="",
        rows=f"{_HERE}.queries.rows.responses",
        address=f"{_HERE}.addresses.of_response",
    ),
    LongFile(
        "answers",
        "Answers to a campaign",
        f"{_HERE}.exports.made_for",
        f"{_HERE}.results_addresses.of_export",
    ),
    Navigation("Assurance", "questionnaires:campaigns", "questionnaire.see", order=50),
    # Who answers for an agency and sees no campaigns is led to what the agency is asked.
    Navigation("Assurance", "questionnaires:responses", "response.answer", order=51),
    PartPage(
        "questionnaires:campaigns",
        "Questionnaires",
        "questionnaires:questionnaires",
        "questionnaire.see",
        order=10,
    ),
    HomeCard("responses-due", "Audits due", "needs_me", f"{_HERE}.home.due", order=12),
    HomeCard("responses", "Assurance", "needs_me", f"{_HERE}.home.unit", order=25),
    DigestSource("responses-due", "Audits due", f"{_HERE}.home.digest", order=12),
    TickJob("responses", f"{_HERE}.commands.reminding.remind_due", order=8),
    TickJob("responses-order", f"{_HERE}.commands.losing_order.mix_yesterday", order=9),
    ReorganisationRule(
        "responses",
        "Responses to questionnaires",
        ("questionnaires.Response", "questionnaires.OpenLink"),
        stays="an answer is what the body of the day said; what is asked next is asked of who carries on",
    ),
)
