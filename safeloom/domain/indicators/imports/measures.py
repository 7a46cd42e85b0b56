"""Files of measures: what is measured, which way is better, and what it should reach."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from safeloom.domain.indicators.commands import bringing
from safeloom.domain.indicators.commands.measures import FIXED
from safeloom.domain.indicators.definitions import Breakdown, Frequency, Polarity, Unit
from safeloom.domain.indicators.imports.guessing import complete, unit_of
from safeloom.domain.indicators.imports.headings import HEADINGS
from safeloom.domain.indicators.models import Measure, MeasureTarget, Return
from safeloom.domain.partnership.imports.people_known import Directory, bare_name
from safeloom.domain.partnership.models import Agency, Area
from safeloom.foundation.identity.models import Person, Principal
from safeloom.kernel import printed
from safeloom.kernel.rounding import round_half_up
from safeloom.web.imports.cleaning import plain
from safeloom.web.imports.finding import Names
from safeloom.web.imports.journal import Journal
from safeloom.web.imports.kind import CHANGED, NEW, UNCHANGED, Field, Kind, Row, fields_of, show
from safeloom.web.imports.values import nothing, words_of
from safeloom.web.uploads import Problem

_NUMBER = re.compile(r"[-−]?£?[0-9][0-9,]*(?:\.[0-9]+)?%?")
# How many characters each text may have.
_MOST = {"theme": 100, "numerator": 300, "denominator": 300, "source": 300, "definition": 5_000}


@dataclass(eq=False)
class MeasureEntry:
    """A measure as a row says it: `said` are the fields that are filled in."""

    row: int
    title: str
    key: str
    said: dict[str, Any]
    there: Measure | None = None
    target: Decimal | None = None
    tolerance: Decimal | None = None
    standing: MeasureTarget | None = None
    changes: dict[str, Any] = field(default_factory=dict)


class Measures(Kind):
    """A measure a row."""

    key = "measures"
    title = "Measures"
    noun = ("measure", "measures")
    permission = "measure.change"
    listing = "indicators:measures"
    totals_in = ("title",)
    counted = ("measures", "indicators", "kpis")
    columns = ("Title", "Key", "Unit", "Better", "Returned", "Target")
    hint = (
        "What a row does not say is taken from the title or as most measures have it, and said so: put it "
        "right before the first return."
    )
    fields = fields_of(
        HEADINGS["measures"],
        Field("title", "Title", "What the measure is called", required=True),
        Field(
            "key", "Key", "Letters, figures and dashes; made from the title where it is not said"
        ),
        Field("reference", "Reference", "Of a measure that is there: ME-0001"),
        Field("theme", "Theme or priority", "What it stands under"),
        Field("definition", "Definition", "What exactly is measured"),
        Field("numerator", "What is counted", "The title where it is not said"),
        Field("denominator", "Out of what", "Of a percentage or rate"),
        Field("unit", "Unit", "Number, percentage, rate per 10,000, pounds, days or score"),
        Field("polarity", "Better", "Higher, lower or neither"),
        Field("frequency", "Frequency", "Monthly, quarterly, half-yearly, yearly or any"),
        Field("breakdown", "Returned for", "Each area, each agency or the whole partnership"),
        Field("target", "Target", "Such as 85%, at least 90, < 12"),
        Field(
            "tolerance", "Tolerance", "How far short of the target is still at risk, not off track"
        ),
        Field("owner", "Owner", "An agency or a person of the partnership"),
        Field("source", "Source", "Where the number comes from"),
    )
    needs = (("title",),)

    def begin(self, rows: Sequence[Row]) -> None:
        there = Measure.objects.filter(partnership=self.partnership).select_related("record")
        self.there = list(there)
        self._measures = Names(
            (measure, (measure.title, measure.key, measure.record.reference))
            for measure in self.there
        )
        self._keys = {measure.key for measure in self.there}
        targets = MeasureTarget.objects.filter(measure__partnership=self.partnership)
        self._targets: dict[Any, list[MeasureTarget]] = {}
        for target in targets.order_by("start", "pk"):
            self._targets.setdefault(target.measure_id, []).append(target)
        returned = Return.objects.filter(measure__partnership=self.partnership)
        self._returned = set(returned.values_list("measure_id", flat=True).distinct())
        self._units = _choices("measure-units", Unit)
        self._polarities = _choices("measure-polarities", Polarity)
        self._frequencies = _choices("measure-frequencies", Frequency)
        self._breakdowns = _choices("measure-breakdowns", Breakdown)
        areas = Area.objects.filter(record__partnership=self.partnership).as_at(self.day)
        self._usual = Breakdown.AREA if areas.count() > 1 else Breakdown.WHOLE
        directory = Directory(self.partnership, self.day)
        agencies = Agency.objects.filter(record__partnership=self.partnership)
        owners = [
            (agency.principal, (agency.name,)) for agency in agencies.select_related("principal")
        ]
        owners += [
            (person.principal, (person.name, bare_name(person.name)))
            for person in directory.people.values()
        ]
        self._owners: Names[Principal] = Names(owners)
        self._rows: dict[Any, int] = {}

    def leaves_out(self, row: Row) -> bool:
        # Many a measure begins with “Total”; a row of totals says nothing else.
        return plain(row.text("title")) in ("total", "totals", "grand total", "sub total", "")

    def read(self, row: Row) -> MeasureEntry | None:
        title = words_of(row, "title")
        if not title:
            row.wrong("title", "There is no title.", "Write what the measure is called.")
        elif len(title) > 200:
            row.wrong("title", "The title is longer than 200 characters.", "Shorten it.")
        there = self._there(row, title)
        said = self._texts(row)
        said |= self._chosen(row, title, there)
        if (owner := self._owner(row)) is not None:
            said["owner"] = owner
        entry = MeasureEntry(row.number, title, self._key(row, title, there), said, there)
        self._target(row, entry)
        if row.problems:
            return None
        if there is None:
            complete(row, entry.title, entry.said, self._usual)
            self._keys.add(entry.key)
        else:
            self._compare(row, entry)
        if row.problems:
            return None
        first = self._rows.setdefault(there.pk if there else entry.key, row.number)
        if first != row.number:
            row.wrong("title", f"Row {first} is the same measure.", "Keep one of the two.")
            return None
        return entry

    def check(self, entries: Sequence[MeasureEntry]) -> list[tuple[Any, Problem]]:
        return []

    def state(self, entry: MeasureEntry) -> str:
        if entry.there is None:
            return NEW
        return CHANGED if entry.changes or entry.target is not None else UNCHANGED

    def shown(self, entry: MeasureEntry) -> Sequence[str]:
        def label(choices: Any, name: str) -> str:
            value = entry.said.get(name) or getattr(entry.there, name, "")
            return choices(value).label if value else ""

        target = entry.target if entry.target is not None else None
        return (
            entry.title,
            entry.key,
            label(Unit, "unit"),
            label(Polarity, "polarity"),
            label(Frequency, "frequency"),
            "" if target is None else f"{target.normalize():f}",
        )

    def write(
        self, entries: Sequence[MeasureEntry], *, by: Person | None, name: str, journal: Journal
    ) -> None:
        bringing.bring_measures(
            by=by,
            partnership=self.partnership,
            new=[
                {"title": entry.title, "key": entry.key, **entry.said}
                for entry in entries
                if entry.there is None
            ],
            changed=[(entry.there, entry.changes) for entry in entries if entry.changes],
            targets=[
                bringing.Target(
                    key=entry.key,
                    value=entry.target,
                    tolerance=entry.tolerance or Decimal(0),
                    standing=entry.standing,
                )
                for entry in entries
                if entry.target is not None
            ],
            day=self.day,
            name=name,
            journal=journal,
        )

    def _there(self, row: Row, title: str) -> Measure | None:
        for name in ("reference", "key"):
            if (text := row.text(name)) and (found := self._measures.find(text)):
                return found
        if text := row.text("reference"):
            mend = "Correct it, or leave it empty for a measure that is new."
            row.wrong("reference", f"There is no measure {text[:40]}.", mend)
        found = self._measures.find(title)
        if found is None and title and (near := self._measures.nearest(title)):
            row.note(
                "title", f"{near} is there already: it may be the same.", "Take one out if so."
            )
        return found

    def _key(self, row: Row, title: str, there: Measure | None) -> str:
        if there is not None:
            return there.key
        said = slugify(row.text("key"))[:60]
        base = said or slugify(title)[:56].strip("-") or "measure"
        if said:
            return said
        key, number = base, 2
        while key in self._keys:
            key, number = f"{base}-{number}", number + 1
        return key

    def _texts(self, row: Row) -> dict[str, Any]:
        said = {}
        for name, most in _MOST.items():
            text = show(row.cells.get(name), most + 1).strip()
            if len(text) > most:
                row.wrong(name, f"The text is longer than {most:,} characters.", "Shorten it.")
            elif not nothing(text):
                said[name] = text if name == "definition" else " ".join(text.split())
        return said

    def _chosen(self, row: Row, title: str, there: Measure | None) -> dict[str, Any]:
        said = {}
        for name, choices, kind in (
            ("unit", self._units, Unit),
            ("polarity", self._polarities, Polarity),
            ("frequency", self._frequencies, Frequency),
            ("breakdown", self._breakdowns, Breakdown),
        ):
            text = row.text(name)
            if not text or (nothing(text) and name != "polarity"):
                continue
            found = choices.find(text) or choices.find(re.sub(r"\s*\(.*\)", "", text))
            if found is None:
                words = ", ".join(label.lower() for label in kind.labels)
                row.wrong(name, f"“{text[:60]}” is none of the choices.", f"Write one of: {words}.")
            else:
                said[name] = found
        return said

    def _owner(self, row: Row) -> Principal | None:
        text = words_of(row, "owner")
        if not text:
            return None
        found = self._owners.find(text)
        if found is None:
            if near := self._owners.nearest(text):
                row.wrong("owner", f"There is no “{text[:80]}” here.", f"Did you mean {near}?")
            else:
                words = "No agency or person is called so: the measure is left without an owner."
                row.note("owner", words, "Add them, and bring the file in again.")
        return found

    def _target(self, row: Row, entry: MeasureEntry) -> None:
        unit = entry.said.get("unit") or getattr(entry.there, "unit", "") or unit_of(entry.title)
        for name in ("target", "tolerance"):
            number = self._number(row, name, unit)
            if number is not None:
                setattr(entry, name, number)
        if (entry.tolerance or 0) < 0:
            row.wrong("tolerance", "The tolerance is less than nothing.", "Check the sign.")

    def _number(self, row: Row, name: str, unit: str) -> Decimal | None:
        value = row.cells.get(name)
        text = row.text(name)
        if value is None or nothing(text):
            return None
        if isinstance(value, Decimal):
            if unit == Unit.PERCENT and 0 < value <= 1 and name == "target":
                words = f"{value:f} may mean {(value * 100).normalize():f}%."
                row.wrong(name, words, "Write it with its %.")
                return None
            return self._fits(row, name, value)
        found = _NUMBER.findall(text)
        if len(found) > 1:
            row.wrong(name, "Several numbers stand here.", "Keep the one to be reached.")
            return None
        if not found:
            row.note(
                name, "It is no number, and no target is set.", "Set it on the measure's page."
            )
            return None
        try:
            return self._fits(row, name, printed.read(found[0]).value)
        except printed.NotANumber as problem:
            row.wrong(name, f"{str(problem)[:1].upper()}{str(problem)[1:]}.", "Write the number.")
            return None

    def _fits(self, row: Row, name: str, number: Decimal) -> Decimal | None:
        if abs(number) >= 10**11 or number != round_half_up(number, 4):
            row.wrong(
                name, "The number is too large or too exact.", "Give at most 4 decimal places."
            )
            return None
        return number

    def _compare(self, row: Row, entry: MeasureEntry) -> None:
        there = entry.there
        if there is None:
            return
        changes: dict[str, Any] = {}
        for name, value in entry.said.items():
            old = getattr(there, f"{name}_id" if name == "owner" else name)
            new = value.pk if name == "owner" else value
            if old != new:
                changes[name] = value
        for name in FIXED.keys() & changes.keys():
            if there.pk in self._returned:
                words = f"Returns were made under the old {FIXED[name]}."
                row.wrong(name, words, "Leave this empty, or add another measure.")
        if "denominator" in changes and not there.has_parts:
            row.wrong("denominator", "The measure has no parts.", "Leave this empty.")
        if "unit" in changes or "breakdown" in changes:
            words = "It is not changed from a file once the measure is there."
            row.wrong("unit" if "unit" in changes else "breakdown", words, "Change it on its page.")
        entry.changes = changes
        self._compare_target(row, entry)

    def _compare_target(self, row: Row, entry: MeasureEntry) -> None:
        if entry.there is None or entry.target is None:
            return
        targets = self._targets.get(entry.there.pk, [])
        standing = next((each for each in targets if each.holds(self.day)), None)
        same = standing is not None and standing.value == entry.target
        if same and entry.tolerance in (None, standing.tolerance):
            entry.target = None
        elif standing is not None and standing.start == self.day:
            row.wrong("target", "Another target begins today.", "Change it on the measure's page.")
        elif any(each.start and each.start > self.day for each in targets):
            row.wrong(
                "target", "A later target is set already.", "Change it on the measure's page."
            )
        else:
            entry.standing = standing
            if entry.tolerance is None and standing is not None:
                entry.tolerance = standing.tolerance


def _choices(name: str, kind: Any) -> Names[str]:
    return Names(
        (kind(value), (value, kind(value).label, *also)) for value, also in HEADINGS[name].items()
    )
