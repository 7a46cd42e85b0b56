"""The end of a plan's year: what became of each line, and what is carried forward."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.commands.dated import opened
from safeloom.domain.plans.commands.lines import NewLine, written
from safeloom.domain.plans.commands.who import Who
from safeloom.domain.plans.definitions import Outcome
from safeloom.domain.plans.line_standing import Due
from safeloom.domain.plans.models import LineOutcome, Plan, PlanLine
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.today import today
from safeloom.kernel.dates import show_date


@dataclass(frozen=True, kw_only=True)
class Ended:
    """What became of a line; why, unless it is done; of one that is carried forward by when it is due."""

    line: PlanLine
    outcome: str
    reason: str = ""
    due: Due = field(default_factory=Due)


@transaction.atomic
def close_year(
    *,
    by: Person | None,
    plan: Plan,
    seen: int | None,
    day: date,
    ended: Sequence[Ended],
    into: Plan | None = None,
) -> list[PlanLine]:
    """Say what became of lines of a plan at the end of their year. What is carried forward goes on from that
    day as a line of the next year, in the plan `into` (the same one), with its lead, its action and where
    it came from; those new lines come back. All or none, under one audit row.

    Raises `ValidationError`, where one line is wrong with its key as the field, and `Stale`.
    """
    plan = opened(plan, seen)
    into = into or plan
    if day > today():
        raise ValidationError({"day": "A year is closed today or on an earlier day."})
    if not ended:
        raise ValidationError("Say of one line at least what became of it.")
    if into.partnership_id != plan.partnership_id:
        raise ValidationError({"into": "It is no plan of this partnership."})
    new = [line for one in ended if (line := _end(by, plan, into, one, day)) is not None]
    audit.write(
        by=by,
        verb="plan.close-year",
        record=plan.record,
        after={
            "day": str(day),
            "into": into.record.reference,
            **{
                outcome.value: [str(one.line.pk) for one in ended if one.outcome == outcome]
                for outcome in Outcome
            },
        },
    )
    return new


def _end(author: Person | None, plan: Plan, into: Plan, one: Ended, day: date) -> PlanLine | None:
    line = PlanLine.objects.select_related("plan", "priority", "serves", "action").get(
        pk=one.line.pk
    )
    where = str(line.pk)
    if line.plan_id != plan.pk:
        raise ValidationError({where: "It is no line of this plan."})
    if LineOutcome.objects.filter(line=line).exists():
        raise ValidationError({where: "Somebody said already what became of it."})
    if day < line.added:
        raise ValidationError({where: f"It is in the plan from {show_date(line.added)}."})
    if one.outcome != Outcome.DONE and not one.reason.strip():
        raise ValidationError({where: "Say why it is carried forward or dropped."})
    row = LineOutcome(line=line, day=day, outcome=one.outcome, reason=one.reason.strip(), by=author)
    row.full_clean(exclude=["line"])
    row.save(force_insert=True)
    if one.outcome != Outcome.CARRIED:
        return None
    return _carry(author, line, into, one, day)


def _carry(author: Person | None, line: PlanLine, into: Plan, one: Ended, day: date) -> PlanLine:
    same = into.pk == line.plan_id
    lead = line.leads.filter(end__isnull=True).order_by("-start").first()
    carried = written(
        author,
        into,
        NewLine(
            wording=line.wording,
            added=day,
            priority=line.priority if same else None,
            objective=line.objective if same else None,
            serves=line.serves if same or into.serves_id == line.plan.serves_id else None,
            number=line.number,
            order=line.order,
            year=None if line.year is None else line.year + 1,
            due=one.due,
            lead=Who(lead.group, lead.agency, lead.post, lead.words) if lead else Who(),
            came_from=line,
        ),
    )
    if line.action is not None:
        carried.action = line.action
        carried.save(update_fields=["action"])
    return carried
