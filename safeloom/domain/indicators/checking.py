"""Whether returns may be written: one set of rules for forms, files and the command line."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from safeloom.domain.area_profile.in_force import Populations
from safeloom.domain.area_profile.queries import read_populations
from safeloom.domain.indicators.cells import cell_of, counted_only, set_against
from safeloom.domain.indicators.definitions import NEVER_NEGATIVE, WITH_NUMBER, Breakdown, State
from safeloom.domain.indicators.entries import Entry
from safeloom.domain.indicators.models import MeasureTarget, Return, Supply
from safeloom.domain.indicators.queries.book import about_of
from safeloom.kernel import units
from safeloom.kernel.dates import show_date
from safeloom.kernel.periods import period_containing
from safeloom.kernel.rag import Rag, rag
from safeloom.kernel.rounding import round_half_up
from safeloom.web.uploads import Problem

_MOST = Decimal(10) ** 11
_STEP = Decimal("0.0001")


@dataclass
class Rules:
    """What is needed to check entries, read once: 3 queries however many entries there are, and 2
    where a measure takes its denominator from the area profile.

    `own` are the agencies whose returns may be given (None: any).
    """

    day: date
    supplies: dict[tuple, list[Supply]]
    targets: dict[UUID, list[MeasureTarget]]
    there: dict[tuple, Return]
    own: Collection[UUID] | None = None
    populations: Populations = field(default_factory=Populations)

    def supplier(self, entry: Entry) -> Supply | None:
        """Who answers for an entry, by its period's last day."""
        for supply in self.supplies.get((entry.measure.pk, entry.about), ()):
            if supply.holds(entry.period.end):
                return supply
        return None

    def check(self, entry: Entry) -> list[Problem]:
        """Everything that is wrong with an entry; an empty list when it may be written."""
        found = [*self._place(entry), *self._number(entry)]
        if not found:
            found += [*self._narrative(entry), *self._restated(entry)]
        return found

    def changes(self, entry: Entry) -> bool:
        """Whether an entry says anything else than what is already there."""
        there = self.there.get(entry.place)
        return there is None or _said(there) != _said(entry)

    def _place(self, entry: Entry) -> Iterable[Problem]:
        measure, period = entry.measure, entry.period
        about = entry.area or entry.agency
        if period.end >= self.day:
            yield _problem(
                entry,
                "period",
                period.label(),
                f"{period.label()} is not over until {show_date(period.end)}.",
                "Return it after that day.",
            )
        elif measure.kernel_frequency and period.frequency() is not measure.kernel_frequency:
            right = period_containing(period.end, measure.kernel_frequency)
            yield _problem(
                entry,
                "period",
                period.label(),
                f"“{measure.title}” is returned {measure.get_frequency_display().lower()}.",
                f"Give a period such as {right.short_label()}.",
            )
        elif not measure.holds(period.end):
            yield _problem(
                entry,
                "period",
                period.label(),
                f"“{measure.title}” was not measured then.",
                "Check the period, or the dates of the measure.",
            )
        if problem := _wrong_about(entry):
            yield _problem(entry, "about", str(about or ""), *problem)
        elif about is not None and not about.holds(period.end):
            yield _problem(
                entry,
                "about",
                str(about),
                f"{about} did not exist on {show_date(period.end)}.",
                "Choose the one that stood in its place then.",
            )
        elif self.own is not None:
            supply = self.supplier(entry)
            if supply is None or supply.agency_id not in self.own:
                yield _problem(
                    entry,
                    "about",
                    str(about or ""),
                    f"“{measure.title}” is not for your agency to return here.",
                    "Take the row out, or ask the business manager to say that you supply it.",
                )

    def _number(self, entry: Entry) -> Iterable[Problem]:
        given = {
            name: getattr(entry, name)
            for name in ("numerator", "denominator", "value")
            if getattr(entry, name) is not None
        }
        if entry.state not in WITH_NUMBER:
            for name, number in given.items():
                yield _problem(
                    entry,
                    name,
                    _text(number),
                    f"A number stands here, and the state is “{State(entry.state).label}”.",
                    "Leave the number empty, or change the state to supplied.",
                )
            return
        for name, number in given.items():
            yield from self._sane(entry, name, number)
        if entry.measure.takes_population and (entry.denominator is None or self.changes(entry)):
            yield from _counted(entry, given)
        else:
            yield from _parts(entry, given)

    def _sane(self, entry: Entry, name: str, number: Decimal) -> Iterable[Problem]:
        if abs(number) >= _MOST:
            mend = "Check the number: it is larger than any that can be kept."
            yield _problem(entry, name, _text(number), "The number is too large.", mend)
        elif number != number.quantize(_STEP):
            mend = "Give it with at most 4."
            yield _problem(
                entry, name, _text(number), "The number has more than 4 decimal places.", mend
            )
        elif number < 0 and (name == "denominator" or entry.measure.unit in NEVER_NEGATIVE):
            mend = "Check the sign."
            yield _problem(entry, name, _text(number), "The number is less than nothing.", mend)
        elif entry.measure.unit == units.Unit.COUNT.value and number != int(number):
            mend = "Give a whole number."
            yield _problem(entry, name, _text(number), "Half a thing cannot be counted.", mend)

    def _narrative(self, entry: Entry) -> Iterable[Problem]:
        # A provisional number is never held back for want of words: the final one asks for them.
        if entry.state == State.SUPPLIED and not entry.narrative.strip() and self.is_red(entry):
            yield _problem(
                entry,
                "narrative",
                "",
                "The number is off track, and nothing is said about it.",
                "Say in the narrative why, and what is being done; or mark the number provisional.",
            )

    def is_red(self, entry: Entry) -> bool:
        """Whether the number by itself misses its target by more than the tolerance."""
        measure = entry.measure
        if not (measure.judged_each or entry.about is None):
            return False
        targets = [
            each for each in self.targets.get(measure.pk, ()) if each.holds(entry.period.end)
        ]
        if not targets:
            return False
        cell = cell_of(measure, entry.state, entry.numerator, entry.denominator, entry.value)
        if counted_only(cell):
            day = entry.period.end
            cell = set_against(measure, cell, self.populations, [entry.about], day)
        target = targets[-1]
        judged = rag(cell.value, target.value, target.tolerance, measure.kernel_polarity)
        return judged is Rag.RED

    def _restated(self, entry: Entry) -> Iterable[Problem]:
        there = self.there.get(entry.place)
        if there is None or entry.reason.strip() or not self.changes(entry):
            return
        if there.state == State.SUPPLIED and _numbers(there) != _numbers(entry):
            said = cell_of(
                entry.measure, there.state, there.numerator, there.denominator, there.value
            )
            yield _problem(
                entry,
                "reason",
                "",
                f"{said.words} was returned here before; this would restate it.",
                "Give a reason, which is kept with the old number, or take the row out.",
            )


def read_rules(
    measures: Collection[UUID],
    first: date,
    last: date,
    day: date,
    own: Collection[UUID] | None = None,
) -> Rules:
    """The rules for entries of some measures, for periods that end from `first` to `last`."""
    supplies: dict[tuple, list[Supply]] = {}
    for supply in Supply.objects.filter(measure__in=measures).select_related("measure"):
        place = supply.measure_id, about_of(supply.measure, supply)
        supplies.setdefault(place, []).append(supply)
    targets: dict[UUID, list[MeasureTarget]] = {}
    for target in MeasureTarget.objects.filter(measure__in=measures).order_by("start", "pk"):
        targets.setdefault(target.measure_id, []).append(target)
    rows = Return.objects.filter(measure__in=measures, end__gte=first, end__lte=last)
    there = {(row.measure_id, row.end, row.area_id or row.agency_id): row for row in rows}
    return Rules(day, supplies, targets, there, own)


def rules_for(entries: Sequence[Entry], day: date, own: Collection[UUID] | None = None) -> Rules:
    """The rules for these entries."""
    ends = [entry.period.end for entry in entries]
    measures = {entry.measure.pk for entry in entries}
    rules = read_rules(measures, min(ends, default=day), max(ends, default=day), day, own)
    bands = {each.measure.band for each in entries if each.measure.takes_population}
    if bands:
        rules.populations = read_populations(entries[0].measure.partnership_id, bands)
    return rules


def check_each(entries: Collection[Entry], rules: Rules) -> list[tuple[Entry, Problem]]:
    """Everything wrong with the entries, each problem with its entry; also two entries for one place."""
    found: list[tuple[Entry, Problem]] = []
    places: dict[tuple, Entry] = {}
    for entry in entries:
        first = places.setdefault(entry.place, entry)
        if first is not entry:
            words = f"Row {first.row} already gives {entry.measure.key} for this period and place."
            twice = _problem(entry, "measure", entry.measure.key, words, "Keep one of the two.")
            found.append((entry, twice))
        found += [(entry, problem) for problem in rules.check(entry)]
    return found


def check_all(entries: Collection[Entry], rules: Rules) -> list[Problem]:
    """Everything wrong with the entries, by row; also two entries for one place."""
    return [problem for _, problem in check_each(entries, rules)]


def _wrong_about(entry: Entry) -> tuple[str, str] | None:
    """What is wrong with what an entry is about, and the mend."""
    kind = entry.measure.breakdown
    title = entry.measure.title
    if kind == Breakdown.AREA and (entry.area is None or entry.agency is not None):
        return f"“{title}” is returned for each area.", "Name the area."
    if kind == Breakdown.AGENCY and (entry.agency is None or entry.area is not None):
        return f"“{title}” is returned for each agency.", "Name the agency."
    if kind == Breakdown.WHOLE and entry.about is not None:
        return f"“{title}” is returned for the whole partnership.", "Leave this empty."
    about = entry.area or entry.agency
    if about is not None and about.record.partnership_id != entry.measure.partnership_id:
        return f"{about} does not belong to this partnership.", "Name one that does."
    return None


def _parts(entry: Entry, given: dict[str, Decimal]) -> Iterable[Problem]:
    measure = entry.measure
    if not given:
        name = "numerator" if measure.has_parts else "value"
        yield _problem(
            entry,
            name,
            "",
            "There is no number, and an empty cell is not a zero.",
            "Enter the number (0 if it is none), or the state “not supplied” or “not applicable”.",
        )
    elif not measure.has_parts:
        for name in ("numerator", "denominator"):
            if name in given:
                yield _problem(
                    entry,
                    name,
                    _text(given[name]),
                    f"“{measure.title}” has no parts.",
                    "Give its number as the value.",
                )
    elif "numerator" in given or "denominator" in given:
        yield from _both(entry, given)


def _counted(entry: Entry, given: dict[str, Decimal]) -> Iterable[Problem]:
    """What is wrong where the denominator is the population of the area profile."""
    if entry.denominator is not None:
        yield _problem(
            entry,
            "denominator",
            _text(entry.denominator),
            f"“{entry.measure.title}” takes its population from the area profile.",
            "Leave this empty; if the population is wrong, have it corrected there.",
        )
    elif "numerator" in given and "value" in given:
        yield _problem(
            entry,
            "value",
            _text(given["value"]),
            "The rate is worked out from the number and the population of the area profile.",
            "Leave this empty.",
        )
    elif not given:
        yield from _parts(entry, given)


def _both(entry: Entry, given: dict[str, Decimal]) -> Iterable[Problem]:
    measure = entry.measure
    for name, words in (("numerator", measure.numerator), ("denominator", measure.denominator)):
        if name not in given:
            yield _problem(
                entry, name, "", "One part is given and the other is not.", f"Enter: {words}."
            )
            return
    numerator, denominator = given["numerator"], given["denominator"]
    if measure.part_of_whole and numerator > denominator:
        problem = f"{_text(numerator)} is more than the {_text(denominator)} it is a part of."
        mend = "Check both; they may have been changed over."
        yield _problem(entry, "numerator", _text(numerator), problem, mend)
    elif not denominator and numerator:
        problem = f"{_text(numerator)} out of 0 is not possible."
        yield _problem(entry, "denominator", "0", problem, "Check the denominator.")
    elif "value" in given:
        yield from _agreeing(entry, numerator, denominator, given["value"])


def _agreeing(entry: Entry, numerator, denominator, value: Decimal) -> Iterable[Problem]:
    measure = entry.measure
    worked_out = units.work_out(measure.kernel_unit, numerator, denominator)
    places = min(max(-value.normalize().as_tuple().exponent, 0), 4)
    if worked_out is None or round_half_up(worked_out, places) != value:
        words = units.show(worked_out, measure.kernel_unit, measure.decimals) or "nothing"
        yield _problem(
            entry,
            "value",
            _text(value),
            f"{_text(numerator)} and {_text(denominator)} make {words}, not this.",
            "Leave the value empty (it is worked out), or check the parts.",
        )


def _numbers(row: Entry | Return) -> tuple:
    """The number a return or an entry gives, as it is kept: the value is left out beside parts."""
    value = row.value if row.numerator is None else None
    return row.state, row.numerator, row.denominator, value


def _said(row: Entry | Return) -> tuple:
    return *_numbers(row), row.narrative.strip()


def _text(number: Decimal) -> str:
    return f"{number.normalize():f}" if number else "0"


def _problem(entry: Entry, field: str, value: str, problem: str, mend: str) -> Problem:
    return Problem(entry.row, field, value, problem, mend)
