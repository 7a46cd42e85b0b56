"""One row of a file as an entry, or what is wrong with it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache

from safeloom.domain.indicators.definitions import WITH_NUMBER, Breakdown, State, Unit
from safeloom.domain.indicators.entries import Entry
from safeloom.domain.indicators.imports.lookup import Lookup
from safeloom.domain.indicators.imports.periods import in_usual_words
from safeloom.domain.indicators.models import Measure
from safeloom.kernel import printed
from safeloom.kernel.dates import read_date, show_date
from safeloom.kernel.period_reading import read_period
from safeloom.kernel.periods import Frequency, Period, period_containing
from safeloom.web.imports.cleaning import plain
from safeloom.web.uploads import Problem, Value

_STATES = {
    "": State.SUPPLIED,
    "supplied": State.SUPPLIED,
    "final": State.SUPPLIED,
    "provisional": State.PROVISIONAL,
    "p": State.PROVISIONAL,
    "not supplied": State.NOT_SUPPLIED,
    "not available": State.NOT_SUPPLIED,
    "n/s": State.NOT_SUPPLIED,
    "not applicable": State.NOT_APPLICABLE,
    "n/a": State.NOT_APPLICABLE,
    "na": State.NOT_APPLICABLE,
}
_NUMBERS = ("numerator", "denominator", "value")
_LONGEST = 5_000


class Reader:
    """Reads rows against a lookup."""

    def __init__(self, lookup: Lookup) -> None:
        self.lookup = lookup

    def read(self, number: int, cells: dict[str, Value]) -> tuple[Entry | None, list[Problem]]:
        """The entry of row `number` (counted as the spreadsheet does), and its problems. There is
        no entry where there are problems."""
        problems: list[Problem] = []

        def wrong(field: str, problem: str, mend: str) -> None:
            problems.append(Problem(number, field, show(cells.get(field)), problem, mend))

        measure = self._measure(cells, wrong)
        about = self._about(measure, cells, wrong) if measure else {}
        period = _period(measure, cells.get("period"), wrong) if measure else None
        state, numbers = _numbers(measure, cells, wrong)
        narrative, reason = text(cells.get("narrative")), text(cells.get("reason"))
        for field, words, most in (("narrative", narrative, _LONGEST), ("reason", reason, 500)):
            if len(words) > most:
                wrong(field, f"The text is longer than {most:,} characters.", "Shorten it.")
        if problems or measure is None or period is None:
            return None, problems
        entry = Entry(
            measure=measure,
            period=period,
            state=state,
            narrative=narrative,
            reason=reason,
            row=number,
            **about,
            **numbers,
        )
        return entry, []

    def _measure(self, cells: dict[str, Value], wrong: Callable) -> Measure | None:
        said = text(cells.get("measure"))
        if not said:
            wrong("measure", "There is no measure.", "Write its key, title or reference.")
            return None
        found = self.lookup.measure(said)
        if found is None:
            near = self.lookup.nearest_measure(said)
            mend = f"Did you mean {near}?" if near else "Write a key from the list of measures."
            wrong("measure", f"There is no measure “{said[:80]}”.", mend)
        return found

    def _about(self, measure: Measure, cells: dict[str, Value], wrong: Callable) -> dict:
        said = text(cells.get("about"))
        if measure.breakdown == Breakdown.WHOLE:
            if said and plain(said) not in ("total", "all", "whole partnership"):
                wrong("about", "This measure is for the whole partnership.", "Leave this empty.")
            return {}
        kind = "area" if measure.breakdown == Breakdown.AREA else "agency"
        if not said:
            wrong("about", f"There is no {kind}.", f"Name the {kind} the number is about.")
            return {}
        found = getattr(self.lookup, kind)(said)
        if found is None:
            near = getattr(self.lookup, f"nearest_{kind}")(said)
            mend = f"Did you mean {near}?" if near else f"Write the {kind}'s name or reference."
            wrong("about", f"There is no {kind} “{said[:80]}”.", mend)
            return {}
        return {kind: found}


def text(value: Value) -> str:
    """What stands in a cell, as text."""
    if value is None:
        return ""
    if isinstance(value, date):
        return show_date(value)
    return show(value) if isinstance(value, Decimal) else value.strip()


def show(value: Value) -> str:
    """What stands in a cell, for a message."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return show_date(value)
    return (value or "")[:200]


def _period(measure: Measure, value: Value, wrong: Callable) -> Period | None:
    try:
        return _read_period(value, measure.kernel_frequency)
    except ValueError as problem:
        words = str(problem)
        wrong("period", words[:1].upper() + words[1:] + ".", "Write it as Q1 2026-27 or June 2026.")
        return None


@lru_cache(maxsize=4096)
def _read_period(value: Value, frequency: Frequency | None) -> Period:
    if isinstance(value, Decimal):
        value = f"{value:f}"
    if isinstance(value, str):
        value = in_usual_words(value)
        try:
            return read_period(value, frequency)
        except ValueError:
            try:
                value = read_date(value)
            except ValueError:
                value = str(value)
            if isinstance(value, str):
                raise
    if value is None:
        raise ValueError("there is no period")
    if frequency is not None:
        found = period_containing(value, frequency)
        # Spreadsheets turn "Jun 2026" into its first day, and many write a period's last day.
        if value in (found.start, found.end):
            return found
    raise ValueError(f"{show_date(value)} is a day, and it is not sure which period is meant")


def _numbers(measure: Measure | None, cells: dict[str, Value], wrong: Callable):
    said = plain(text(cells.get("state")))
    state = _STATES.get(said)
    if state is None and said:
        wrong(
            "state",
            f"“{said}” is no state.",
            "Write supplied, provisional, not supplied or not applicable.",
        )
    state = state or State.SUPPLIED
    found: dict[str, Decimal] = {}
    for name in _NUMBERS:
        value = cells.get(name)
        if value is None:
            continue
        words = plain(value) if isinstance(value, str) else ""
        if words and _STATES.get(words, State.SUPPLIED) not in WITH_NUMBER:
            # "Not supplied" and "n/a" written where the number would stand.
            if said and _STATES.get(said) != _STATES[words]:
                wrong(name, "It says something else than the state.", "Correct one of the two.")
            state = _STATES[words]
            continue
        number = _number(name, value, wrong)
        if number is not None:
            found[name] = number
    _check_fraction(measure, cells, found, wrong)
    return state, found


def _number(name: str, value: Value, wrong: Callable) -> Decimal | None:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, date):
        wrong(name, "A date stands here, not a number.", "Format the cell as a number.")
        return None
    try:
        return printed.read(value).value
    except printed.NotANumber as problem:
        words = str(problem)
        wrong(name, words[:1].upper() + words[1:] + ".", "Write the number, or “not supplied”.")
        return None


def _check_fraction(measure: Measure | None, cells, found: dict, wrong: Callable) -> None:
    """A spreadsheet keeps 85% as 0.85, and the file does not say which was meant."""
    value = found.get("value")
    alone = "numerator" not in found and isinstance(cells.get("value"), Decimal)
    percent = measure is not None and measure.unit == Unit.PERCENT
    if percent and alone and value is not None and 0 < value <= 1:
        words = f"{value:f} may mean {value * 100:f}%: spreadsheets keep percentages as fractions."
        wrong("value", words, "Give numerator and denominator, or write it as text with %.")
