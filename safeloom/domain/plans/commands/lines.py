"""The lines of plans: adding, changing, leading, moving, updating, making an action of one."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.actions.commands.actions import add_action
from safeloom.domain.partnership.models import Agency, Post
from safeloom.domain.plans.commands.who import Who, answers_from
from safeloom.domain.plans.definitions import Rating
from safeloom.domain.plans.line_standing import Due
from safeloom.domain.plans.models import (
    LineDue,
    LineLead,
    LineUpdate,
    Objective,
    Plan,
    PlanLine,
    Priority,
)
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn, next_revision
from safeloom.foundation.today import today
from safeloom.kernel.dates import show_date


@dataclass(frozen=True, kw_only=True)
class NewLine:
    """A line as it comes into a plan."""

    wording: str
    added: date
    priority: Priority | None = None
    objective: Objective | None = None
    serves: Priority | None = None
    number: str = ""
    order: int = 0
    year: int | None = None
    due: Due = field(default_factory=Due)
    lead: Who = field(default_factory=Who)
    came_from: PlanLine | None = None


@transaction.atomic
def add_line(*, by: Person | None, plan: Plan, new: NewLine) -> PlanLine:
    """A task of a plan with its lead and its date. Raises `ValidationError` by field."""
    in_turn(plan.record)
    line = written(by, plan, new)
    _audit(by, line, "plan-line.add", {"due": new.due.show()} | audit.fields_of(line))
    return line


def written(author: Person | None, plan: Plan, new: NewLine) -> PlanLine:
    """A line that was written within a command, which audits it."""
    line = PlanLine(
        plan=plan,
        wording=new.wording.strip(),
        added=new.added,
        priority=new.priority,
        objective=new.objective,
        serves=new.serves,
        number=new.number.strip(),
        order=new.order,
        year=new.year,
        came_from=new.came_from,
    )
    _check(line)
    line.save(force_insert=True)
    moved(author, line, new.due, new.added, "")
    if new.lead:
        _lead(line, new.lead, new.added)
    return line


@transaction.atomic
def change_line(*, by: Person | None, line: PlanLine, seen: int | None, **said: Any) -> PlanLine:
    """Change what a line says: `said` are fields of `PlanLine` (wording, number, order, year, priority,
    objective, serves). Raises `ValidationError` by field, `Stale`."""
    line = _opened(line, seen)
    with audit.changing(
        line, by=by, verb="plan-line.change", subject=str(line.pk), record=line.plan.record
    ):
        for name, value in said.items():
            setattr(line, name, value.strip() if isinstance(value, str) else value)
        _check(line)
        line.save()
    return line


@transaction.atomic
def move_due(
    *, by: Person | None, line: PlanLine, seen: int | None, due: Due, reason: str
) -> PlanLine:
    """Give a line another due date from today on, and say why. Raises `ValidationError`, `Stale`."""
    line = _opened(line, seen)
    _without_action(line)
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is moved: that is kept with it."})
    moved(by, line, due, max(today(), line.added), reason.strip())
    _audit(by, line, "plan-line.move", {"due": due.show()}, reason.strip())
    return line


@transaction.atomic
def set_lead(
    *, by: Person | None, line: PlanLine, seen: int | None, lead: Who, start: date
) -> PlanLine:
    """Say who leads a line from a day on; who did until then ends the day before. Raises
    `ValidationError`, `Stale`."""
    line = _opened(line, seen)
    _without_action(line)
    _lead(line, lead, start)
    called = LineLead(**lead.told()).audited
    _audit(by, line, "plan-line.lead", {"lead": called, "from": str(start)})
    return line


@transaction.atomic
def update_line(
    *, by: Person | None, line: PlanLine, seen: int | None, day: date, rating: str, text: str = ""
) -> LineUpdate:
    """Say on a day how a line goes. Raises `ValidationError` by field, `Stale`."""
    line = _opened(line, seen)
    _without_action(line)
    if day > today():
        raise ValidationError({"day": "An update is of today or an earlier day."})
    if day < line.added:
        raise ValidationError({"day": f"It is in the plan from {show_date(line.added)}."})
    if rating == Rating.RED and not text.strip():
        raise ValidationError({"text": "Say why it is off track, and what is done about it."})
    update = updated(by, line, day, rating, text)
    _audit(by, line, "plan-line.update", {"rating": rating, "day": str(day)})
    return update


def updated(author: Person | None, line: PlanLine, day: date, rating: str, text: str) -> LineUpdate:
    """An update that was written within a command, which audits it."""
    update = LineUpdate(line=line, day=day, rating=rating, text=text.strip(), by=author)
    update.full_clean(exclude=["line"])
    update.save(force_insert=True)
    return update


@transaction.atomic
def make_action(
    *,
    by: Person | None,
    line: PlanLine,
    seen: int | None,
    owner: Agency,
    post: Post | None,
    due: date,
) -> PlanLine:
    """Let a line be told by an action of the tracker from today on: its owner updates it there, and its
    rating follows from the action's status. What was said of the line so far stays. The audit row is
    the action's. Raises `ValidationError` by field, `Stale`."""
    line = _opened(line, seen)
    _without_action(line)
    line.action = add_action(
        by=by,
        partnership=line.plan.partnership,
        wording=line.wording,
        owner=owner,
        post=post,
        due=due,
        source=(line.priority or line.plan).record,
    )
    line.save(update_fields=["action"])
    return line


def _opened(line: PlanLine, seen: int | None) -> PlanLine:
    in_turn(line)
    next_revision(line, seen)
    found = PlanLine.objects.select_related(
        "plan__record", "plan__partnership", "action", "priority__record"
    ).get(pk=line.pk)
    if hasattr(found, "outcome"):
        raise ValidationError("Its year was closed, so it stays as it is.")
    return found


def _without_action(line: PlanLine) -> None:
    if line.action is not None:
        raise ValidationError(f"This is said at its action, {line.action.record.reference}.")


def _check(line: PlanLine) -> None:
    if not line.wording:
        raise ValidationError({"wording": "Enter what is to be done."})
    if line.objective is not None:
        if line.priority is None:
            line.priority = line.objective.priority
        elif line.objective.priority_id != line.priority.pk:
            raise ValidationError({"objective": "It stands under another priority."})
    if line.priority is not None and line.priority.plan_id != line.plan_id:
        raise ValidationError({"priority": "It is a priority of another plan."})
    if line.serves is not None and line.serves.plan_id != line.plan.serves_id:
        raise ValidationError({"serves": "Choose a priority of the plan that this plan serves."})
    line.full_clean(exclude=["plan", "action"])


def moved(
    author: Person | None, line: PlanLine, due: Due, day: date, reason: str
) -> LineDue | None:
    """A due date that was written within a command, which audits it; None where nothing is said."""
    if due.day is None and not due.words and not reason:
        return None
    row = LineDue(
        line=line,
        day=day,
        due=due.day,
        by_month=due.by_month,
        words=due.words,
        reason=reason,
        by=author,
    )
    row.full_clean(exclude=["line"])
    row.save(force_insert=True)
    return row


def _lead(line: PlanLine, lead: Who, start: date) -> None:
    if start < line.added:
        raise ValidationError({"start": f"It is in the plan from {show_date(line.added)}."})
    if line.leads.filter(start__gt=start).exists():
        raise ValidationError(
            {"start": "Somebody else leads it from a later day. Choose that day."}
        )
    answers_from(LineLead(line=line), "line", lead, start, line.plan.partnership_id)


def _audit(
    by: Person | None, line: PlanLine, verb: str, after: dict[str, Any], reason: str = ""
) -> None:
    audit.write(
        by=by, verb=verb, subject=str(line.pk), record=line.plan.record, after=after, reason=reason
    )
