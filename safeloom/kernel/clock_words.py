"""Clocks in words, and rules of clocks read from content."""

import tomllib
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from safeloom.kernel.clocks import DayZero, Rule, Standing, Unit, many
from safeloom.kernel.dates import ENGLAND, show_date

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_COUNTED = {
    Unit.WORKING_DAYS: "Saturdays, Sundays and bank holidays in England are not counted.",
    Unit.CALENDAR_DAYS: "Every day is counted.",
    Unit.HOURS: "Hours run day and night, every day.",
    Unit.MONTHS: "It is due on the same day of the month, or on the month’s last day.",
}
_NAMES = {field.name for field in fields(Rule)}


def read_rules(text: str) -> tuple[Rule, ...]:
    """The rules of a TOML file: a table `rule` for each. Raises `ValueError` for what is no rule."""
    found = []
    for row in tomllib.loads(text)["rule"]:
        if unknown := sorted(set(row) - _NAMES):
            raise ValueError(f"{row.get('key')}: a clock has no {', '.join(unknown)}")
        said = {**row, "unit": Unit(row["unit"])}
        if "day_zero" in row:
            said["day_zero"] = DayZero(row["day_zero"])
        found.append(Rule(**said))
    if len({(rule.key, rule.since) for rule in found}) < len(found):
        raise ValueError("two editions of a clock begin on the same day")
    return tuple(found)


def said(rule: Rule, standing: Standing) -> str:
    """`Day 9 of 15 working days, due Thursday 3 December 2026`; paused or late in words."""
    if standing.paused is not None or standing.due is None:
        since = (
            f" since {show_date(standing.paused.astimezone(ENGLAND).date())}"
            if standing.paused
            else ""
        )
        where = place(rule, standing)
        return f"Paused{since}, on {where[:1].lower()}{where[1:]}"
    if standing.late:
        return f"Due {moment(rule, standing.due)}, {how_late(rule, standing)}"
    return f"{place(rule, standing)}, due {moment(rule, standing.due)}"


def said_of_ended(rule: Rule, standing: Standing, ended: datetime) -> str:
    """Of one that was met at an instant (as at which it stands): when, and whether in time."""
    when = moment(rule, ended)
    if standing.late:
        return f"Met {when}, {how_late(rule, standing)}"
    where = place(rule, standing)
    return f"Met in time {when}, on {where[:1].lower()}{where[1:]}"


def place(rule: Rule, standing: Standing) -> str:
    """`Day 9 of 15 working days`, `Hour 3 of 24`, `Day 40 of 184 (6 months)`."""
    if rule.unit == Unit.HOURS:
        return f"Hour {standing.gone:,} of {standing.length:,}"
    if rule.unit == Unit.MONTHS:
        return f"Day {standing.gone:,} of {standing.length:,} ({rule.long})"
    word = "Hour" if rule.unit.of_hours else "Day"
    return f"{word} {standing.gone:,} of {many(standing.length, rule.unit)}"


def moment(rule: Rule, at: datetime) -> str:
    """`Thursday 3 December 2026`, with the time where the clock counts hours."""
    local = at.astimezone(ENGLAND)
    hour = f" at {local:%H:%M}" if rule.unit.of_hours else ""
    return f"{_DAYS[local.weekday()]} {show_date(local.date())}{hour}"


def how_late(rule: Rule, standing: Standing) -> str:
    """`2 working days late`; `less than a working day late` where it ended on a day that is not one."""
    unit = Unit.CALENDAR_DAYS if rule.unit == Unit.MONTHS else rule.unit
    one = "an hour" if unit == Unit.HOURS else f"a {many(1, unit)[2:]}"
    return f"{many(standing.over, unit) if standing.over else f'less than {one}'} late"


def explained(rule: Rule) -> Sequence[str]:
    """The rule in sentences: length, what starts it, what is counted, whether it may be paused, edition and
    source, and whether that was checked."""
    begins = f"{rule.begins[:1].lower()}{rule.begins[1:]}"
    parts = [f"{rule.title}: {rule.long} from when {begins}."]
    if not rule.unit.of_hours and rule.unit != Unit.MONTHS:
        not_ = " not" if rule.day_zero == DayZero.EXCLUDED else ""
        parts.append(f"The day on which that happens is{not_} counted.")
    if rule.unit == Unit.WORKING_HOURS:
        parts.append(f"Hours run on working days from {rule.opens}:00 to {rule.closes}:00.")
    else:
        parts.append(_COUNTED[rule.unit])
    if rule.unit in (Unit.WORKING_DAYS, Unit.WORKING_HOURS):
        closed = "are counted too" if rule.statutory else "are not counted either"
        parts.append(f"Days on which the partnership is closed {closed}.")
    parts.append("It may be paused, with a reason." if rule.pauses else "It cannot be paused.")
    parts.append(f"{rule.edition}. Source: {rule.source}.")
    parts.append(
        "Checked against its source." if rule.checked else "Not checked against its source."
    )
    return parts
