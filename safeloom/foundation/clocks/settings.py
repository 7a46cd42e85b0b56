"""How the rules of clocks stand in a partnership: what is shipped, what was set, what is closed when."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from safeloom.foundation.clocks.models import ClockSetting, ClosureDay
from safeloom.foundation.clocks.rules import as_set, shipped
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.clocks import Rule, in_force
from safeloom.kernel.registry import ClockRules, offered


@dataclass(frozen=True)
class Set:
    """A rule as it stands: what is shipped of it now, the rule that holds today (None where it is off), and
    what was set for later."""

    shipped: Rule
    now: Rule | None
    setting: ClockSetting | None
    later: tuple[ClockSetting, ...]


@dataclass(frozen=True)
class Group:
    """The rules of a part."""

    title: str
    rules: tuple[Set, ...]


def groups(partnership: Partnership, day: date) -> list[Group]:
    """Every rule that is offered, by the part that offers it, as it stands on a day. 1 query."""
    rows = list(ClockSetting.objects.filter(partnership=partnership).order_by("start"))
    parts = shipped()
    found = []
    for part in offered(ClockRules):
        rules = parts[part.key]
        keys = list(dict.fromkeys(rule.key for rule in rules))
        sets = [_set(rules, key, day, rows) for key in keys]
        found.append(Group(part.title, tuple(each for each in sets if each is not None)))
    return [group for group in found if group.rules]


def one(partnership: Partnership, key: str, day: date) -> Set | None:
    """A rule as it stands on a day; None where nothing offers it. 1 query."""
    sets = [each for group in groups(partnership, day) for each in group.rules]
    return next((each for each in sets if each.shipped.key == key), None)


def closure_days(partnership: Partnership, since: date | None = None) -> QuerySet[ClosureDay]:
    """The days on which a partnership is closed, from a day on."""
    rows = ClosureDay.objects.filter(partnership=partnership)
    return rows if since is None else rows.filter(day__gte=since)


def _set(rules: tuple[Rule, ...], key: str, day: date, rows: list[ClockSetting]) -> Set | None:
    latest = in_force(rules, key, day) or next(rule for rule in rules if rule.key == key)
    mine = [row for row in rows if row.key == key]
    now = next((row for row in mine if row.holds(day)), None)
    later = tuple(row for row in mine if row.start is not None and row.start > day)
    rule: Rule | None = latest if not latest.example else None
    if now is not None:
        rule = as_set(latest, now) if now.runs else None
    return Set(latest, rule, now, later)
