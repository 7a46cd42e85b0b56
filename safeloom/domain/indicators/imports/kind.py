"""Files of returns: a value a row, or a column a period."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from safeloom.domain.indicators import commands
from safeloom.domain.indicators.cells import cell_of
from safeloom.domain.indicators.checking import check_each, rules_for
from safeloom.domain.indicators.definitions import Breakdown
from safeloom.domain.indicators.entries import Entry
from safeloom.domain.indicators.imports.columns import FIELDS
from safeloom.domain.indicators.imports.lookup import Lookup
from safeloom.domain.indicators.imports.periods import heading_period
from safeloom.domain.indicators.imports.rows import Reader
from safeloom.foundation.identity.models import Person
from safeloom.web.imports.journal import Journal
from safeloom.web.imports.kind import CHANGED, NEW, SPREAD, UNCHANGED, Kind, Row, show
from safeloom.web.uploads import Problem, Value


class Returns(Kind):
    """What was returned of a measure for a period and an area, an agency or the whole."""

    key = "returns"
    title = "Returns"
    noun = ("return", "returns")
    permission = "return.enter"
    narrow = True
    twice = ("about",)
    listing = "indicators:returns-due"
    totals_in = ("measure", "about", "period")
    counted = ("areas", "agencies", "districts", "localities", "returns")
    columns = ("Measure", "About", "Period", "Number")
    hint = (
        "“Not supplied” and “n/a” may also be written where the number would stand. Periods may be "
        "headings, a column each."
    )
    fields = FIELDS
    needs = (("measure",), ("period",), ("value", "numerator", "denominator", "state"))

    @cached_property
    def lookup(self) -> Lookup:
        """The measures, areas and agencies of the partnership."""
        return Lookup(self.partnership)

    def begin(self, rows: Sequence[Row]) -> None:
        self._reader = Reader(self.lookup)
        self._headings: dict[int, str] = {}

    def spread(self, place: int, heading: Value, above: Sequence[Value]) -> dict | None:
        period = heading_period(heading, place, above)
        return None if period is None else {"period": period}

    def leaves_out(self, row: Row) -> bool:
        measure = self.lookup.measure(row.text("measure"))
        # The total of a measure of the whole partnership is what is returned.
        return measure is None or measure.breakdown != Breakdown.WHOLE

    def read(self, row: Row) -> Entry | None:
        entry, problems = self._reader.read(row.number, row.cells)
        row.problems += [_at(problem, row.heading) for problem in problems]
        if entry is not None and row.heading:
            self._headings[id(entry)] = row.heading
        return entry

    def check(self, entries: Sequence[Entry]) -> list[tuple[Entry, Problem]]:
        self.rules = rules_for(entries, self.day, self.own)
        return [
            (entry, _at(problem, self._headings.get(id(entry), "")))
            for entry, problem in check_each(entries, self.rules)
        ]

    def state(self, entry: Entry) -> str:
        if not self.rules.changes(entry):
            return UNCHANGED
        return CHANGED if entry.place in self.rules.there else NEW

    def shown(self, entry: Entry) -> Sequence[str]:
        about = entry.area or entry.agency
        said = entry.state, entry.numerator, entry.denominator, entry.value
        number = cell_of(entry.measure, *said).words
        return (
            entry.measure.title,
            about.name if about else "Whole partnership",
            entry.period.short_label(),
            number,
        )

    def write(
        self, entries: Sequence[Entry], *, by: Person | None, name: str, journal: Journal
    ) -> commands.Written:
        return commands.enter_returns(
            by=by,
            partnership=self.partnership,
            entries=entries,
            own=self.own,
            day=self.day,
            name=name,
            journal=journal,
        )


def _at(problem: Problem, heading: str) -> Problem:
    """Where a period is a heading, what is wrong with its value stands under that heading."""
    if heading and problem.field in (SPREAD, "numerator", "denominator", "period", "reason"):
        return replace(problem, field=show(heading)[:40])
    return problem
