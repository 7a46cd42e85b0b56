"""A three-year plan for the invented county, a group's programme that serves it, and a year of updates."""

from datetime import date, timedelta
from typing import Any

from safeloom.domain.plans.commands import lines, plans, year_end
from safeloom.domain.plans.commands.who import Who
from safeloom.domain.plans.definitions import Outcome, PlanKind, Rating
from safeloom.domain.plans.demonstration_plan import PRIORITIES, PROGRAMME, TITLE, Task
from safeloom.domain.plans.line_standing import Due
from safeloom.domain.plans.models import Objective, Plan, PlanLine, Priority
from safeloom.kernel.dates import months_later
from safeloom.kernel.periods import Frequency, period_containing

_RATINGS = {
    "b": Rating.BLUE, "g": Rating.GREEN, "a": Rating.AMBER, "r": Rating.RED, ".": "",
}  # fmt: skip


def make(county: Any) -> None:
    """The plan began in April of last year; its first year is closed, and what was late carried forward."""
    first = months_later(period_containing(county.today, Frequency.YEAR).start, -12)
    last = months_later(first, 36) - timedelta(days=1)
    plan = plans.add_plan(
        by=None,
        partnership=county.partnership,
        new=plans.NewPlan(
            title=f"{TITLE} {first.year} to {last.year}",
            kind=PlanKind.BUSINESS_PLAN,
            start=first,
            end=last,
            adopted=first - timedelta(days=20),
            launched=first + timedelta(days=14),
            purpose="What the partners have agreed to change for children in three years.",
        ),
    )
    programme = plans.add_plan(
        by=None,
        partnership=county.partnership,
        new=plans.NewPlan(
            title="Work programme of the performance group",
            kind=PlanKind.PROGRAMME,
            group=county.groups["performance"],
            serves=plan,
            start=months_later(first, 12),
            end=months_later(first, 24) - timedelta(days=1),
        ),
    )
    made = [
        line
        for place, told in enumerate(PRIORITIES, start=1)
        for line in _priority(county, plan, first, place, told)
    ]
    for at, task in enumerate(PROGRAMME, start=1):
        serves = plan.priorities.all()[(at - 1) % len(PRIORITIES)]
        _line(county, programme, first, task, f"{at}", serves=serves)
    _close_first_year(county, plan, first, made)


def _priority(county: Any, plan: Plan, first: date, place: int, told: Any) -> list[PlanLine]:
    priority = plans.add_priority(by=None, plan=plan, seen=None, title=told.title, order=place)
    found, number = [], 0
    for at, (title, tasks) in enumerate(told.objectives, start=1):
        objective = plans.add_objective(
            by=None, priority=priority, seen=None, title=title, order=at
        )
        for task in tasks:
            number += 1
            line = _line(
                county,
                plan,
                first,
                task,
                f"{place}.{number}",
                priority=priority,
                objective=objective,
            )
            found.append(line)
    return found


def _line(
    county: Any,
    plan: Plan,
    first: date,
    task: Task,
    number: str,
    *,
    priority: Priority | None = None,
    objective: Objective | None = None,
    serves: Priority | None = None,
) -> PlanLine:
    added = max(first, plan.start or first)
    line = lines.add_line(
        by=None,
        plan=plan,
        new=lines.NewLine(
            wording=task.wording,
            added=added,
            priority=priority,
            objective=objective,
            serves=serves,
            number=number,
            order=int(number.split(".")[-1]),
            year=first.year + task.year,
            due=_due(first, task),
            lead=_lead(county, task),
        ),
    )
    closes = _closing(first)
    for at, letter in enumerate(task.ratings):
        # From the autumn of the first year on, three times a year; of a year that was closed no more.
        day = months_later(first, 6 + at * 4) + timedelta(days=9)
        if task.year == 0 and day > closes:
            break
        if _RATINGS[letter] and added <= day <= county.today:
            text = task.update if letter in "ar" else ""
            lines.update_line(
                by=None,
                line=line,
                seen=None,
                day=day,
                rating=_RATINGS[letter],
                text=text or ("" if letter != "r" else "It waits for a decision."),
            )
    return line


def _closing(first: date) -> date:
    """The day on which the first year is closed."""
    return months_later(first, 12) + timedelta(days=20)


def _due(first: date, task: Task) -> Due:
    if isinstance(task.due, str):
        return Due(words=task.due)
    after = months_later(first, task.year * 12 + task.due)
    return Due(after - timedelta(days=1), by_month=True)


def _lead(county: Any, task: Task) -> Who:
    if task.group:
        return Who(group=county.groups[task.lead])
    return Who(agency=county.agencies[task.lead])


def _close_first_year(county: Any, plan: Plan, first: date, made: list[PlanLine]) -> None:
    day = _closing(first)
    if day > county.today:
        return
    ended = []
    for line in made:
        if line.year != first.year:
            continue
        last = line.updates.filter(day__lte=day).last()
        if last is not None and last.rating in (Rating.BLUE, Rating.GREEN):
            ended.append(year_end.Ended(line=line, outcome=Outcome.DONE))
        else:
            ended.append(
                year_end.Ended(
                    line=line,
                    outcome=Outcome.CARRIED,
                    reason="It needs another half year.",
                    due=Due(months_later(first, 18) - timedelta(days=1), by_month=True),
                )
            )
    year_end.close_year(by=None, plan=plan, seen=None, day=day, ended=ended)
    _go_on(county, plan, day)


def _go_on(county: Any, plan: Plan, day: date) -> None:
    """What was carried forward is told of once more in the new year."""
    later = months_later(day, 3)
    if later > county.today:
        return
    for line in plan.lines.filter(came_from__isnull=False):
        lines.update_line(
            by=None, line=line, seen=None, day=later, rating=Rating.AMBER, text="Begun again."
        )
