"""Bringing a plan in from a file, under one audit row."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from safeloom.domain.plans.commands import plans
from safeloom.domain.plans.commands.lines import NewLine, moved, updated, written
from safeloom.domain.plans.commands.who import Who
from safeloom.domain.plans.definitions import PlanKind, Rating
from safeloom.domain.plans.line_standing import Due
from safeloom.domain.plans.models import Objective, Plan, PlanLine, Priority
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import Stale, in_turn
from safeloom.web.imports.cleaning import plain
from safeloom.web.imports.journal import Journal


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    """A line as a file says it. Without a `plan` one called `plan_title` is made; priorities and objectives
    are called by their words, and made where they are not there. `day` is that of the update."""

    plan: Plan | None
    plan_title: str
    wording: str
    day: date
    priority: str = ""
    objective: str = ""
    number: str = ""
    lead: Who = field(default_factory=Who)
    due: Due = field(default_factory=Due)
    year: int | None = None
    rating: str = ""
    update: str = ""


# A line that is there, what the file says, whether its date moves, whether there is an update.
Change = tuple[PlanLine, PlanRow, bool, bool]


@transaction.atomic
def bring_plan(
    *,
    by: Person | None,
    partnership: Partnership,
    new: Sequence[PlanRow],
    changed: Sequence[Change],
    day: date,
    journal: Journal,
    name: str = "",
) -> list[PlanLine]:
    """Add lines to plans, and update those that are there, all or none; the new ones come back. `name` is
    the file's. Raises `ValidationError`, and `Stale` where a line was changed since it was read."""
    in_turn(partnership)
    writer = _Writer(by, partnership, journal)
    made = [writer.line(row, at) for at, row in enumerate(new, start=1)]
    for change in changed:
        _change(by, change, day, journal)
    after: dict[str, Any] = {"new": len(made), "changed": len(changed)}
    after["plans"] = sorted({line.plan.record.reference for line in made})
    if name:
        # People call files after themselves.
        after["file"] = audit.not_kept("web.Import.name", name)
    audit.write(
        by=by,
        verb="plan.bring_in",
        subject=f"{len(made) + len(changed)} lines",
        partnership=partnership,
        after=after,
    )
    return made


class _Writer:
    """Writes lines, with the plans, priorities and objectives they need, and enters them."""

    def __init__(self, author: Person | None, partnership: Partnership, journal: Journal) -> None:
        self.author, self.partnership, self.journal = author, partnership, journal
        self.plans: dict[str, Plan] = {}
        self.priorities: dict[tuple, Priority] = {}
        self.objectives: dict[tuple, Objective] = {}

    def line(self, row: PlanRow, at: int) -> PlanLine:
        plan = row.plan or self._plan(row)
        priority = self._priority(plan, row.priority) if row.priority else None
        objective = self._objective(priority, row.objective) if priority and row.objective else None
        line = written(
            self.author,
            plan,
            NewLine(
                wording=row.wording,
                added=row.day,
                priority=priority,
                objective=objective,
                number=row.number,
                order=at,
                year=row.year,
                due=row.due,
                lead=row.lead,
            ),
        )
        said = []
        if row.rating or row.update:
            said = [updated(self.author, line, row.day, row.rating or Rating.NONE, row.update)]
        self.journal.made([line])
        self.journal.made(line.dues.all())
        self.journal.made(line.leads.all())
        self.journal.made(said)
        return line

    def _plan(self, row: PlanRow) -> Plan:
        key = plain(row.plan_title)
        if key not in self.plans:
            new = plans.NewPlan(title=row.plan_title, kind=PlanKind.BUSINESS_PLAN)
            self.plans[key] = plans.written(self.partnership, new)
            self.journal.made([self.plans[key].record])
            self.journal.made([self.plans[key]])
        return self.plans[key]

    def _priority(self, plan: Plan, title: str) -> Priority:
        there = list(Priority.objects.filter(plan=plan).select_related("record"))
        for one in there:
            self.priorities.setdefault((plan.pk, plain(one.title)), one)
        key = plan.pk, plain(title)
        if key not in self.priorities:
            found = plans.written_priority(plan, title, len(there) + 1)
            self.priorities[key] = found
            self.journal.made([found.record])
            self.journal.made([found])
        return self.priorities[key]

    def _objective(self, priority: Priority, title: str) -> Objective:
        there = list(priority.objectives.all())
        for one in there:
            self.objectives.setdefault((priority.pk, plain(one.title)), one)
        key = priority.pk, plain(title)
        if key not in self.objectives:
            found = plans.written_objective(priority, title, len(there) + 1)
            self.objectives[key] = found
            self.journal.made([found])
        return self.objectives[key]


def _change(author: Person | None, change: Change, day: date, journal: Journal) -> None:
    line, row, moves, news = change
    there = PlanLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if there.revision != line.revision:
        raise Stale
    journal.changing([there])
    there.revision += 1
    there.save(update_fields=["revision"])
    if moves:
        row_made = moved(author, there, row.due, day, "As the file says.")
        journal.made(filter(None, [row_made]))
    if news:
        rating = row.rating or line_rating(line, row.day)
        journal.made([updated(author, there, row.day, rating, row.update)])


def line_rating(line: PlanLine, day: date) -> str:
    """The rating a line had on a day: a file that says none leaves it as it is."""
    last = line.updates.filter(day__lte=day).last()
    return last.rating if last else Rating.NONE
