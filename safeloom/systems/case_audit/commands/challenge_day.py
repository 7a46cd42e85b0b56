"""Opening the challenge day, and settling grades at it."""

from collections.abc import Mapping
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.questionnaires.commands.campaigns import end_campaign
from safeloom.domain.questionnaires.models import OptionRow, Response
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn, next_revision
from safeloom.foundation.sealed.commands import entitle
from safeloom.foundation.sealed.models import Entitlement
from safeloom.foundation.today import today
from safeloom.systems.case_audit.commands.writing import told
from safeloom.systems.case_audit.models import AuditCase, CaseAudit, SettledGrade
from safeloom.systems.case_audit.queries.cases import graded_questions

ENDED = "Grades are settled together from today on"


@transaction.atomic
def open_day(
    *,
    by: Person | None,
    audit: CaseAudit,
    at: datetime | None = None,
    seen: int | None = None,
) -> CaseAudit:
    """Open the challenge day: tools are taken no longer, so that nobody changes a grade after seeing the
    others', and each agency may open the cases it audited, with all tools of them. `at` is when, if not now.
    Raises `Stale`; ValidationError where nobody was asked."""
    in_turn(audit.record)
    audit.refresh_from_db(fields=["opened"])
    if audit.opened is not None:
        return audit
    next_revision(audit, seen)
    cases = {one.pk: one for one in audit.cases.select_related("record__partnership")}
    asked = Response.objects.filter(about__in=cases, campaign__audit_tool__audit=audit)
    pairs = list(asked.select_related("agency__principal").order_by("pk"))
    if not pairs:
        raise ValidationError("Ask agencies to audit the cases first.")
    for tool in audit.tools.select_related("campaign__record", "campaign__partnership"):
        campaign = tool.campaign
        takes = campaign.ended is None and campaign.closes >= today()
        if campaign.sent is not None and takes:
            end_campaign(by=by, campaign=campaign, reason=ENDED)
    there = set(
        Entitlement.objects.as_at(today())
        .filter(record__in=cases)
        .values_list("record_id", "principal_id")
    )
    for row in pairs:
        assert row.agency is not None
        key = (row.about_id, row.agency.principal.pk)
        if key not in there:
            there.add(key)
            entitle(by=by, record=cases[row.about_id].record, principal=row.agency.principal)
    audit.opened = at or datetime.now(UTC)
    audit.day = audit.day or today()
    audit.save(update_fields=["opened", "day"])
    told(by, audit.record, "case-audit.open-day")
    return audit


@transaction.atomic
def settle(
    *,
    by: Person | None,
    case: AuditCase,
    grades: Mapping[str, tuple[str, str]],
    present: str,
    at: datetime | None = None,
    seen: int | None = None,
) -> AuditCase:
    """Settle grades of a case: by the question's key the key of a grade and the reasons. What is not named
    stays. The agencies' own grades are never touched. Raises `Stale`; ValidationError at `present` or at
    the key of a question, before the challenge day, or once the audit is finished."""
    in_turn(case.record)
    next_revision(case, seen)
    audit = case.audit
    audit.refresh_from_db(fields=["opened", "finished"])
    if audit.opened is None:
        raise ValidationError("Grades are settled from the challenge day on.")
    if audit.finished is not None:
        raise ValidationError("The audit is finished, so its grades stay.")
    if not present.strip():
        raise ValidationError({"present": "Say who was present, by post."})
    questions = {one.key: one for one in graded_questions(audit)}
    options = {
        (row.question_id, row.key): row
        for row in OptionRow.objects.filter(question__in=[one.pk for one in questions.values()])
    }
    chosen = []
    for key, (grade, reason) in grades.items():
        question = questions.get(key)
        option = options.get((question.pk, grade)) if question else None
        if question is None or option is None:
            raise ValidationError({key: "Select a grade."})
        chosen.append((question, option, reason.strip()))
    if not chosen and not case.grades.exists():
        raise ValidationError("Settle at least one grade.")
    now = at or datetime.now(UTC)
    for question, option, reason in chosen:
        SettledGrade.objects.update_or_create(
            case=case,
            question=question,
            defaults={"option": option, "reason": reason, "at": now, "by": by},
        )
    case.present, case.settled = present.strip(), now
    case.save(update_fields=["present", "settled"])
    told(by, case.record, "case-audit.settle", grades=sorted(grades))
    return case
