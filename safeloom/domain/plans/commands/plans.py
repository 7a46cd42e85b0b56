"""Plans, their priorities and objectives."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.commands.dated import opened
from safeloom.domain.partnership.models import Group
from safeloom.domain.plans.models import Objective, Plan, Priority, belongs_here
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import next_revision, open_record


@dataclass(frozen=True, kw_only=True)
class NewPlan:
    """What a plan says of itself."""

    title: str
    kind: str
    group: Group | None = None
    serves: Plan | None = None
    start: date | None = None
    end: date | None = None
    adopted: date | None = None
    launched: date | None = None
    reviewed: date | None = None
    purpose: str = ""


@transaction.atomic
def add_plan(*, by: Person | None, partnership: Partnership, new: NewPlan) -> Plan:
    """A plan of the partnership or of a group. Raises `ValidationError` by field."""
    plan = written(partnership, new)
    audit.write(
        by=by,
        verb="plan.add",
        record=plan.record,
        after={"title": plan.title} | audit.fields_of(plan),
    )
    return plan


def written(partnership: Partnership, new: NewPlan) -> Plan:
    """A plan that was written within a command, which audits it."""
    title = line_of(new.title, "title", "the title of the plan")
    record = open_record(partnership=partnership, kind="plan", prefix="PL", title=title)
    plan = Plan(record=record, partnership=partnership)
    _fill(plan, new)
    plan.save(force_insert=True)
    return plan


@transaction.atomic
def change_plan(*, by: Person | None, plan: Plan, seen: int | None, new: NewPlan) -> Plan:
    """Change what a plan says of itself. Raises `ValidationError` by field, `Stale`."""
    plan = opened(plan, seen)
    with _changing(by, "plan.change", plan.record, plan, plan.record):
        plan.record.title = line_of(new.title, "title", "the title of the plan")
        was = plan.serves_id
        _fill(plan, new)
        if plan.serves_id != was and plan.lines.filter(serves__isnull=False).exists():
            raise ValidationError(
                {"serves": "Lines of it serve that plan’s priorities. Change those first."}
            )
        if plan.serves_id and plan.served_by.exists():
            raise ValidationError({"serves": "Other plans serve this one, so it serves none."})
        plan.record.save(update_fields=["title"])
        plan.save()
    return plan


@transaction.atomic
def add_priority(
    *,
    by: Person | None,
    plan: Plan,
    seen: int | None,
    title: str,
    order: int = 0,
    description: str = "",
) -> Priority:
    """A strategic priority of a plan. Raises `ValidationError` by field, `Stale`."""
    plan = opened(plan, seen)
    priority = written_priority(plan, title, order, description)
    audit.write(
        by=by,
        verb="priority.add",
        subject=priority.record.reference,
        record=plan.record,
        after={"title": priority.title} | audit.fields_of(priority),
    )
    return priority


def written_priority(plan: Plan, title: str, order: int, description: str = "") -> Priority:
    """A priority that was written within a command, which audits it."""
    words = line_of(title, "title", "the title of the priority")
    record = open_record(partnership=plan.partnership, kind="priority", prefix="PR", title=words)
    priority = Priority(record=record, plan=plan, order=order, description=description.strip())
    priority.full_clean(exclude=["record", "plan"])
    priority.save(force_insert=True)
    return priority


@transaction.atomic
def change_priority(
    *,
    by: Person | None,
    priority: Priority,
    seen: int | None,
    title: str,
    order: int,
    description: str,
) -> Priority:
    """Change a priority. Raises `ValidationError` by field, `Stale`."""
    priority = opened(priority, seen)
    with _changing(by, "priority.change", priority.record, priority, priority.record):
        priority.record.title = line_of(title, "title", "the title of the priority")
        priority.order, priority.description = order, description.strip()
        priority.full_clean(exclude=["record", "plan"])
        priority.record.save(update_fields=["title"])
        priority.save()
    return priority


@transaction.atomic
def add_objective(
    *, by: Person | None, priority: Priority, seen: int | None, title: str, order: int = 0
) -> Objective:
    """An objective or outcome under a priority. Raises `ValidationError`, `Stale`."""
    priority = opened(priority, seen)
    objective = written_objective(priority, title, order)
    audit.write(
        by=by, verb="objective.add", record=priority.record, after=audit.fields_of(objective)
    )
    return objective


def written_objective(priority: Priority, title: str, order: int) -> Objective:
    """An objective that was written within a command, which audits it."""
    if not title.strip():
        raise ValidationError({"title": "Enter what is to be reached."})
    objective = Objective(priority=priority, title=title.strip(), order=order)
    objective.full_clean(exclude=["priority"])
    objective.save(force_insert=True)
    return objective


@transaction.atomic
def change_objective(
    *, by: Person | None, objective: Objective, seen: int | None, title: str, order: int
) -> Objective:
    """Change an objective. Raises `ValidationError`, `Stale`."""
    next_revision(objective, seen)
    if not title.strip():
        raise ValidationError({"title": "Enter what is to be reached."})
    with _changing(by, "objective.change", objective.priority.record, objective):
        objective.title, objective.order = title.strip(), order
        objective.save(update_fields=["title", "order"])
    return objective


def line_of(text: str, field: str, what: str) -> str:
    """A title with single spaces; refused when nothing is left or it is too long for a record."""
    words = " ".join(text.split())
    if not words:
        raise ValidationError({field: f"Enter {what}."})
    if len(words) > 200:
        raise ValidationError({field: f"Shorten {what} to 200 characters or fewer."})
    return words


def _fill(plan: Plan, new: NewPlan) -> None:
    plan.kind, plan.purpose = new.kind, new.purpose.strip()
    plan.group, plan.serves = new.group, new.serves
    plan.start, plan.end = new.start, new.end
    plan.adopted, plan.launched, plan.reviewed = new.adopted, new.launched, new.reviewed
    belongs_here(plan.partnership_id, group=new.group, serves=new.serves)
    if new.serves is not None and new.serves.serves_id is not None:
        raise ValidationError(
            {"serves": f"{new.serves} serves another plan itself. Choose that one."}
        )
    plan.full_clean(exclude=["record"])


def _changing(by: Person | None, verb: str, record: Any, *rows: Any) -> Any:
    return audit.changing(*rows, by=by, verb=verb, record=record)
