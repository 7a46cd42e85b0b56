"""Beginning an audit, changing it, saying what it found and finishing it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, next_revision, open_record
from safeloom.foundation.today import today
from safeloom.systems.case_audit.commands.writing import told
from safeloom.systems.case_audit.content import kinds
from safeloom.systems.case_audit.models import AuditFinding, AuditLead, CaseAudit

KIND, PREFIX = "case-audit", "AU"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is audited: a theme, why, what good looks like, cases of which days; who leads; of which earlier
    audit it tests the impact."""

    theme: str
    kind: str
    why: str
    good: str
    start: date
    end: date
    day: date | None = None
    leads: Iterable[Person] = ()
    earlier: CaseAudit | None = None


@transaction.atomic
def begin_audit(*, by: Person | None, partnership: Partnership, plan: Plan) -> CaseAudit:
    """Begin an audit. Its leads may open every case that is drawn from then on. Raises ValidationError at
    what the plan lacks."""
    leads = {one.pk: one for one in plan.leads}
    _check(partnership, plan, leads)
    record = open_record(
        partnership=partnership, kind=KIND, prefix=PREFIX, title=plan.theme.strip()
    )
    made = CaseAudit.objects.create(
        record=record,
        partnership=partnership,
        kind=plan.kind,
        why=plan.why.strip(),
        good=plan.good.strip(),
        start=plan.start,
        end=plan.end,
        day=plan.day,
        earlier=plan.earlier,
    )
    AuditLead.objects.bulk_create(AuditLead(audit=made, person=one) for one in leads.values())
    told(by, record, "case-audit.begin", kind=plan.kind, start=plan.start, end=plan.end)
    return made


@transaction.atomic
def plan_day(
    *, by: Person | None, audit: CaseAudit, day: date, seen: int | None = None
) -> CaseAudit:
    """Say on which day grades are to be settled. Raises `Stale`; ValidationError once it was opened."""
    in_turn(audit.record)
    next_revision(audit, seen)
    audit.refresh_from_db(fields=["opened"])
    if audit.opened is not None:
        raise ValidationError("It was opened already, so its day stays.")
    audit.day = day
    audit.save(update_fields=["day"])
    told(by, audit.record, "case-audit.plan-day", day=day)
    return audit


@transaction.atomic
def add_finding(*, by: Person | None, audit: CaseAudit, kind: str, words: str) -> AuditFinding:
    """Write down good practice or a finding across cases. Raises ValidationError at `kind` or `words`, also
    where these name a case."""
    if kind not in AuditFinding.Kind.values:
        raise ValidationError({"kind": "Select whether it is good practice or a finding."})
    if not words.strip():
        raise ValidationError({"words": "Write what was found."})
    said = words.lower()
    named = audit.cases.values_list("reference", "record__reference")
    if any(each.lower() in said for pair in named for each in pair if each):
        raise ValidationError(
            {"words": "Name no case: everybody who may see the audit reads this."}
        )
    found = AuditFinding.objects.create(
        audit=audit, kind=kind, words=words.strip(), at=datetime.now(UTC), by=by
    )
    told(by, audit.record, "case-audit.find", kind=kind)
    return found


@transaction.atomic
def finish_audit(*, by: Person | None, audit: CaseAudit, day: date | None = None) -> CaseAudit:
    """Finish an audit: settled grades stay as they are, and what they come to stands for all who may see
    audits. `day` is when, if not today. Raises ValidationError while a case is not settled."""
    in_turn(audit.record)
    audit.refresh_from_db(fields=["opened", "finished"])
    if audit.finished is not None:
        return audit
    if audit.opened is None or audit.cases.filter(settled__isnull=True).exists():
        raise ValidationError("Settle the grades of every case first.")
    audit.finished = day or today()
    audit.save(update_fields=["finished"])
    told(by, audit.record, "case-audit.finish", finished=audit.finished)
    return audit


def _check(partnership: Partnership, plan: Plan, leads: dict) -> None:
    for name, words in (
        ("theme", "Say what is audited."),
        ("why", "Say why it is audited."),
        ("good", "Say what good looks like."),
    ):
        if not getattr(plan, name).strip():
            raise ValidationError({name: words})
    if len(plan.theme.strip()) > 200:
        raise ValidationError({"theme": "Enter 200 characters or fewer."})
    if plan.kind not in kinds():
        raise ValidationError({"kind": "Select what kind of audit it is."})
    if plan.end < plan.start:
        raise ValidationError({"end": "The last day is before the first day."})
    if plan.earlier is not None and (
        plan.earlier.partnership_id != partnership.pk or plan.earlier.finished is None
    ):
        raise ValidationError({"earlier": "Select a finished audit of this partnership."})
    known = Person.objects.filter(pk__in=leads, directory_entries__partnership=partnership)
    if set(leads) - set(known.values_list("pk", flat=True)):
        raise ValidationError({"leads": "Select people of the partnership’s directory."})
