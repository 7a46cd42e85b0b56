"""Which rule a clock begins under: the edition in force on the day, as the partnership set it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import cache

from django.db.models import Q

from safeloom.foundation.clocks.models import ClockSetting, ClosureDay
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.clocks import Rule, Unit, in_force
from safeloom.kernel.dates import show_date
from safeloom.kernel.registry import ClockRules, offered, resolve


def shipped() -> dict[str, tuple[Rule, ...]]:
    """Every edition of every rule that a part offers, by the key of what offers them."""
    return {each.key: _read(each.rules) for each in offered(ClockRules)}


@cache
def _read(dotted: str) -> tuple[Rule, ...]:
    return tuple(resolve(dotted)())


def rule_for(partnership: Partnership, key: str, day: date) -> Rule | None:
    """The rule that an event of a day falls under in a partnership; None where it is off there, or where
    no edition had begun. Raises `KeyError` for a key that nothing offers. 1 query."""
    return rules_for(partnership, [key], day)[key]


def rules_for(partnership: Partnership, keys: Collection[str], day: date) -> dict[str, Rule | None]:
    """The same for several keys. 1 query."""
    every = [rule for rules in shipped().values() for rule in rules]
    if missing := set(keys) - {rule.key for rule in every}:
        raise KeyError(f"no part offers the clocks {sorted(missing)}")
    rows = ClockSetting.objects.filter(partnership=partnership, key__in=keys).as_at(day)
    settings = {row.key: row for row in rows}
    found: dict[str, Rule | None] = {}
    for key in keys:
        rule, setting = in_force(every, key, day), settings.get(key)
        if rule is not None and setting is not None:
            rule = as_set(rule, setting) if setting.runs else None
        elif rule is not None and rule.example:
            rule = None
        found[key] = rule
    return found


def as_set(rule: Rule, setting: ClockSetting) -> Rule:
    """The rule with the length, unit and source that a partnership gave it."""
    own = (rule.length, rule.unit.value) != (setting.length, setting.unit) or setting.source
    if not own:
        return replace(rule, example=False)
    since = f" from {show_date(setting.start)}" if setting.start else ""
    return replace(
        rule,
        length=setting.length,
        unit=Unit(setting.unit),
        edition=f"As this partnership set it{since}",
        source=setting.source or "this partnership’s own choice",
        checked=setting.checked,
        example=False,
    )


def closures(partnership_ids: Collection[object]) -> dict[object, frozenset[date]]:
    """The days on which partnerships are closed. 1 query."""
    found: dict[object, set[date]] = {key: set() for key in partnership_ids}
    rows = ClosureDay.objects.filter(Q(partnership__in=partnership_ids))
    for key, day in rows.values_list("partnership_id", "day"):
        found[key].add(day)
    return {key: frozenset(days) for key, days in found.items()}
