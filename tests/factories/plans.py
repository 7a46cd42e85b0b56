"""Risks and plans for tests, made through their commands. Everybody in them is invented."""

from datetime import date
from itertools import count
from typing import Any

from safeloom.domain.plans.commands import lines, plans, risks, themes
from safeloom.domain.plans.commands.who import Who
from safeloom.domain.plans.line_standing import Due
from safeloom.domain.plans.models import LineUpdate, Plan, PlanLine, Priority, Risk, RiskTheme
from safeloom.domain.plans.plan_forms import due_of
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.risk import Score
from tests.factories import SHARED, Place, sample

OPENED = date(2026, 4, 1)
_NUMBERS = count(1)


def a_risk(partnership: Partnership, title: str = "", **said: Any) -> Risk:
    """A risk, on the register from April 2026; `residual` and the like are pairs of steps."""
    scores = {
        kind: Score(*said.pop(kind))
        for kind in ("inherent", "residual", "retained")
        if kind in said
    }
    owner = {name: said.pop(name) for name in ("group", "agency", "post", "words") if name in said}
    new = risks.NewRisk(
        **{
            "title": title or f"Risk {next(_NUMBERS)}",
            "theme": "Delivery of the business plan",
            "opened": OPENED,
            "scores": scores,
            "owner": Who(**owner),
            **said,
        }
    )
    return risks.add_risk(by=None, partnership=partnership, new=new)


def a_theme(partnership: Partnership, title: str = "", most: int | None = None) -> RiskTheme:
    """A theme, of which so much is borne from April 2026."""
    theme = themes.add_theme(
        by=None, partnership=partnership, title=title or f"Theme {next(_NUMBERS)}"
    )
    if most is None:
        return theme
    return themes.change_theme(
        by=None, theme=theme, seen=None, title=theme.title, order=1, most=most, start=OPENED
    )


@sample(
    "plans:risk",
    *(f"plans:{act}-risk" for act in ("change", "own", "accept", "take-back", "close", "reopen")),
    "plans:review-risk",
    by=("agency",),
)
def _risk(place: Place) -> dict[str, object]:
    return {"reference": a_risk(place.partnership, agency=place.agency).record.reference}


@sample("plans:theme", by=SHARED)
def _theme(place: Place) -> dict[str, object]:
    return {"pk": a_theme(place.partnership).pk}


def a_plan(partnership: Partnership, title: str = "", **said: Any) -> Plan:
    """A plan from April 2026 for three years."""
    new = plans.NewPlan(
        **{
            "title": title or f"Plan {next(_NUMBERS)}",
            "kind": "business-plan",
            "start": OPENED,
            "end": date(2029, 3, 31),
            **said,
        }
    )
    return plans.add_plan(by=None, partnership=partnership, new=new)


def a_priority(plan: Plan, title: str = "", **said: Any) -> Priority:
    """A priority of a plan."""
    title = title or f"Priority {next(_NUMBERS)}"
    return plans.add_priority(by=None, plan=plan, seen=None, title=title, **said)


def a_line(plan: Plan, wording: str = "", due: Due | str | None = None, **said: Any) -> PlanLine:
    """A line of a plan; `due` as people write it."""
    lead = {name: said.pop(name) for name in ("group", "agency", "post", "words") if name in said}
    new = lines.NewLine(
        **{
            "wording": wording or f"Task {next(_NUMBERS)}",
            "added": OPENED,
            "due": due_of(due) if isinstance(due, str) else due or Due(),
            "lead": Who(**lead),
            **said,
        }
    )
    return lines.add_line(by=None, plan=plan, new=new)


def updated(
    line: PlanLine, rating: str, day: date = OPENED, text: str = "As it goes."
) -> LineUpdate:
    """An update of a line."""
    return lines.update_line(by=None, line=line, seen=None, day=day, rating=rating, text=text)


@sample(
    *(
        f"plans:{name}"
        for name in ("plan", "change-plan", "add-priority", "add-line", "close-year")
    ),
    by=SHARED,
)
def _plan(place: Place) -> dict[str, object]:
    return {"reference": a_plan(place.partnership).record.reference}


@sample("plans:priority", "plans:change-priority", "plans:add-objective", by=SHARED)
def _priority(place: Place) -> dict[str, object]:
    return {"reference": a_priority(a_plan(place.partnership)).record.reference}


@sample("plans:change-objective", by=SHARED)
def _objective(place: Place) -> dict[str, object]:
    priority = a_priority(a_plan(place.partnership))
    found = plans.add_objective(by=None, priority=priority, seen=None, title="Children are safer")
    return {"pk": found.pk}


@sample(
    *(f"plans:{name}" for name in ("line", "change-line", "move-line", "lead-line", "line-action")),
    by=SHARED,
)
def _line(place: Place) -> dict[str, object]:
    return {"pk": a_line(a_plan(place.partnership)).pk}


@sample("plans:update-line", by=("agency", "group"))
def _own_line(place: Place) -> dict[str, object]:
    plan = a_plan(place.partnership, group=place.group)
    return {"pk": a_line(plan, agency=place.agency).pk}
