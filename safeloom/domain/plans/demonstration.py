"""A risk register for the invented county and a year of its reviews; its plan is `demonstration_lines`."""

from datetime import date, timedelta
from typing import Any

from safeloom.domain.plans import demonstration_lines
from safeloom.domain.plans.commands import reviewing, risks, themes
from safeloom.domain.plans.commands.who import Who
from safeloom.domain.plans.demonstration_risks import APPETITE, RISKS, Told
from safeloom.domain.plans.models import Risk, RiskTheme
from safeloom.kernel.dates import months_later
from safeloom.kernel.risk import Score

_YEAR_AGO = timedelta(days=380)


def make(county: Any) -> None:
    """A plan with a group's programme; fourteen risks under three themes, each reviewed over a year; one
    accepted, one whose acceptance expired, one that is late, one closed."""
    demonstration_lines.make(county)
    start = county.today - _YEAR_AGO
    for number, told in enumerate(RISKS):
        _write(county, told, start, number)
    for order, (title, most) in enumerate(APPETITE.items(), start=1):
        theme = RiskTheme.objects.get(partnership=county.partnership, title=title)
        themes.change_theme(
            by=None, theme=theme, seen=None, title=title, order=order, most=most, start=start
        )


def _write(county: Any, told: Told, start: date, number: int) -> None:
    owner = _owner(county, told)
    risk = risks.add_risk(
        by=None,
        partnership=county.partnership,
        new=risks.NewRisk(
            title=told.title,
            theme=told.theme,
            number=told.number,
            description=told.description,
            controls=told.controls,
            opened=start,
            cycle=told.cycle,
            owner=owner,
            scores={
                "inherent": Score(*told.inherent),
                "residual": Score(*told.residuals[0]),
                "retained": Score(*told.retained),
            },
        ),
    )
    spread = timedelta(days=number % 5 * 3)
    for at, steps in enumerate(told.residuals[1:], start=1):
        day = months_later(start, told.cycle * at) - spread
        if day > county.today:
            break
        reviewing.review_risk(
            by=None,
            risk=risk,
            seen=None,
            day=day,
            scores={"residual": Score(*steps)},
            note=told.note,
        )
    _settle(county, risk, told)


def _settle(county: Any, risk: Risk, told: Told) -> None:
    executive = county.groups["executive"]
    if told.accepted:
        first, last = (county.today + timedelta(days=days) for days in told.accepted)
        reviewing.accept_risk(
            by=None,
            risk=risk,
            seen=None,
            start=first,
            expires=last,
            why="What would lower it further costs more than it is worth this year.",
            group=executive,
        )
    if told.closed:
        day = county.today - timedelta(days=told.closed)
        risks.close_risk(by=None, risk=risk, seen=None, day=day, reason="It is no longer likely.")


def _owner(county: Any, told: Told) -> Who:
    if told.group:
        return Who(group=county.groups[told.group])
    return Who(agency=county.agencies[told.agency])
