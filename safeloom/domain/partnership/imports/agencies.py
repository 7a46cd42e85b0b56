"""Files of agencies."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from safeloom.domain.partnership.commands import bringing
from safeloom.domain.partnership.commands.agencies import CODES, NewAgency
from safeloom.domain.partnership.imports.headings import HEADINGS
from safeloom.domain.partnership.models import Agency
from safeloom.foundation.identity.models import Person
from safeloom.kernel.dates import show_date
from safeloom.web.imports.cleaning import plain
from safeloom.web.imports.finding import Names
from safeloom.web.imports.journal import Journal
from safeloom.web.imports.kind import CHANGED, NEW, UNCHANGED, Field, Kind, Row, fields_of
from safeloom.web.imports.values import date_of, sentence, words_of
from safeloom.web.uploads import Problem

# What an agency is by its name, the first that fits.
_BY_NAME = (
    (Agency.Kind.POLICE_COMMISSIONER, r"crime commissioner|\bo?pcc\b"),
    (Agency.Kind.POLICE, r"\bpolice\b|constabulary"),
    (Agency.Kind.INTEGRATED_CARE_BOARD, r"integrated care|\bicb\b|commissioning group|\bccg\b"),
    (Agency.Kind.NHS_ENGLAND, r"nhs england"),
    (Agency.Kind.PROBATION, r"probation"),
    (Agency.Kind.YOUTH_JUSTICE, r"youth (?:justice|offending)"),
    (Agency.Kind.CAFCASS, r"\bcafcass\b"),
    (Agency.Kind.FIRE_AND_RESCUE, r"\bfire\b"),
    (Agency.Kind.SECURE_SETTING, r"\bhmp\b|\bprison\b|secure children|\byoi\b"),
    (Agency.Kind.EARLY_YEARS, r"\bnurser|pre ?school|childmind"),
    (Agency.Kind.SCHOOL, r"\bschool\b|\bcollege\b|\bacademy\b|sixth form"),
    (Agency.Kind.NHS_PROVIDER, r"\bnhs\b|hospital|\bsurgery\b|medical centre|\btrust\b.*health"),
    (Agency.Kind.DISTRICT_COUNCIL, r"(?:district|borough) council"),
    (Agency.Kind.LOCAL_AUTHORITY, r"\bcouncil\b|children.?s (?:services|social care)"),
    (Agency.Kind.HOUSING, r"\bhousing\b|\bhomes\b"),
    (Agency.Kind.CHARITY, r"\bcharity\b|\btrust\b|foundation|\bcic\b|women.?s aid|barnardo|nspcc"),
)
_SAID = ("kind", "standing", "ods_code", "urn", "gss_code", "dfe_la_code", "start", "end")


@dataclass(eq=False)
class AgencyEntry:
    """An agency as a row says it; `there` is the one it changes."""

    row: int
    new: NewAgency
    there: Agency | None = None
    fields: frozenset[str] = field(default_factory=frozenset)


class Agencies(Kind):
    """An agency a row."""

    key = "agencies"
    title = "Agencies"
    noun = ("agency", "agencies")
    permission = "agency.change"
    listing = "partnership:agencies"
    totals_in = ("name",)
    counted = ("agencies", "organisations", "bodies", "partners", "schools", "members")
    columns = ("Name", "Kind", "Codes", "Days")
    hint = "An agency that is there already (by code, reference or name) is changed where the file says more."
    fields = fields_of(
        HEADINGS["agencies"],
        Field("name", "Name", "What the agency is called", required=True),
        Field("kind", "Kind", "Such as police, NHS trust, school; guessed where it is not said"),
        Field(
            "standing",
            "Standing",
            "Relevant agency, designated childcare or education agency, or other",
        ),
        Field("ods_code", "ODS code", "Of an NHS body, such as QE1"),
        Field("urn", "URN", "Of a school or college: 6 digits"),
        Field("gss_code", "GSS code", "E and 8 digits"),
        Field("dfe_la_code", "DfE local authority code", "3 digits"),
        Field("start", "From", "Its first day, where it is known"),
        Field("end", "To", "Its last day, where it has ended"),
        Field("reference", "Reference", "Of an agency that is there: AG-0001"),
    )
    needs = (("name",),)

    def begin(self, rows: Sequence[Row]) -> None:
        there = Agency.objects.filter(record__partnership=self.partnership)
        self.there = list(there.select_related("principal", "record"))
        self._names = Names((agency, (agency.name,)) for agency in self.there)
        self._called: dict[str, list[Agency]] = {}
        for agency in self.there:
            self._called.setdefault(plain(agency.name), []).append(agency)
        self._by_reference = {agency.record.reference.casefold(): agency for agency in self.there}
        self._by_code = {
            (code, getattr(agency, code)): agency
            for agency in self.there
            for code in ("ods_code", "urn")
            if agency.holds(self.day)
        }
        self._kinds = _choices("agency-kinds", Agency.Kind)
        self._standings = _choices("agency-standings", Agency.Standing)
        self._seen: dict[tuple, int] = {}

    def read(self, row: Row) -> AgencyEntry | None:
        name = words_of(row, "name")
        if not name:
            row.wrong("name", "There is no name.", "Write what the agency is called.")
        elif len(name) > 120:
            row.wrong("name", "The name is longer than 120 characters.", "Shorten it.")
        elif not re.search("[A-Za-z]{2}", name):
            row.wrong("name", "This is no name.", "Write what the agency is called.")
        codes = {code: self._code(row, code) for code in CODES}
        days = {each: date_of(row, each) for each in ("start", "end")}
        if days["start"] and days["end"] and days["end"] < days["start"]:
            row.wrong("end", "The last day is before the first day.", "Correct one of the two.")
        there = self._there(row, name, codes)
        kind = self._kind(row, name, there)
        standing = self._standing(row, there)
        if row.problems:
            return None
        new = NewAgency(name=name, kind=kind, standing=standing, **codes, **days)
        said = frozenset(each for each in (*CODES, "start", "end") if getattr(new, each))
        return AgencyEntry(row.number, new, there, said)

    def check(self, entries: Sequence[AgencyEntry]) -> list[tuple[Any, Problem]]:
        wrong: list[tuple[Any, Problem]] = []
        changing: dict[Any, int] = {}
        for entry in entries:
            first = None
            for key in _keys(entry.new):
                first = first or self._seen.setdefault(key, entry.row)
                first = None if first == entry.row else first
            if entry.there is not None:
                other = changing.setdefault(entry.there.pk, entry.row)
                first = first or (other if other != entry.row else None)
            if first:
                words = f"Row {first} is the same agency."
                problem = Problem(entry.row, "name", entry.new.name, words, "Keep one of the two.")
                wrong.append((entry, problem))
            elif self.state(entry) == NEW and (clash := self._clash(entry.new)):
                wrong.append((entry, Problem(entry.row, *clash)))
        return wrong

    def state(self, entry: AgencyEntry) -> str:
        if entry.there is None:
            return NEW
        return UNCHANGED if self._to(entry) == _as_is(entry.there) else CHANGED

    def shown(self, entry: AgencyEntry) -> Sequence[str]:
        said = self._to(entry)
        days = " to ".join(show_date(day) if day else "…" for day in (said.start, said.end))
        codes = ", ".join(filter(None, (getattr(said, code) for code in CODES)))
        return (
            said.name,
            Agency.Kind(said.kind).label,
            codes,
            days if said.start or said.end else "",
        )

    def write(
        self, entries: Sequence[AgencyEntry], *, by: Person | None, name: str, journal: Journal
    ) -> None:
        bringing.bring_agencies(
            by=by,
            partnership=self.partnership,
            new=[entry.new for entry in entries if entry.there is None],
            changed=[
                (entry.there, self._to(entry)) for entry in entries if self.state(entry) == CHANGED
            ],
            name=name,
            journal=journal,
        )

    def _to(self, entry: AgencyEntry) -> NewAgency:
        """What the agency is to be: what the file does not say stays."""
        if entry.there is None:
            return entry.new
        was = _as_is(entry.there)
        kept = {each: getattr(was, each) for each in _SAID if each not in entry.fields}
        kept["kind"], kept["standing"] = entry.new.kind, entry.new.standing
        # A name that differs only in its capitals or spaces is not a new name.
        same = plain(entry.new.name) == plain(was.name)
        return replace(entry.new, name=was.name if same else entry.new.name, **kept)

    def _there(self, row: Row, name: str, codes: dict[str, str]) -> Agency | None:
        reference = row.text("reference")
        if reference:
            found = self._by_reference.get(reference.casefold())
            if found is None:
                mend = "Correct it, or leave it empty for an agency that is new."
                row.wrong("reference", f"There is no agency {reference[:20]}.", mend)
            return found
        for code in ("ods_code", "urn"):
            agency = self._by_code.get((code, codes[code])) if codes[code] else None
            if agency is not None:
                if plain(agency.name) != plain(name):
                    words = f"This is the code of {agency}: the row is taken as its new name."
                    row.note(code, words, "Take the row out if it is another agency.")
                return agency
        found = self._names.find(name)
        near = self._names.nearest(name) if found is None and name else ""
        if near and plain(near) != plain(name):
            row.note("name", f"{near} is there already: it may be the same.", "Take one out if so.")
        return found

    def _code(self, row: Row, code: str) -> str:
        text = words_of(row, code)
        if not text:
            return ""
        try:
            return CODES[code](text.removesuffix(".0"))
        except ValueError as problem:
            row.wrong(code, f"{sentence(str(problem))}.", "Correct it, or leave it empty.")
            return ""

    def _kind(self, row: Row, name: str, there: Agency | None) -> str:
        text = words_of(row, "kind")
        if text:
            found = self._kinds.find(text)
            if found is not None:
                return found
            by_name = _by_name(text)
            if by_name:
                return by_name
            near = self._kinds.nearest(text)
            listed = ", ".join(label.lower() for label in Agency.Kind.labels[:6])
            mend = (
                f"Did you mean {_label(near)}?" if near else f"Write one of: {listed} …, or other."
            )
            row.wrong("kind", f"“{text[:60]}” is no kind of agency.", mend)
            return Agency.Kind.OTHER
        if there is not None:
            return there.kind
        found = _by_name(name) or Agency.Kind.OTHER
        label = Agency.Kind(found).label.lower()
        row.note(
            "kind", f"No kind is said: it is taken as {label}.", "Say the kind if it is another."
        )
        return found

    def _standing(self, row: Row, there: Agency | None) -> str:
        text = words_of(row, "standing")
        if not text:
            return there.standing if there else Agency.Standing.RELEVANT
        found = self._standings.find(text)
        if found is None:
            mend = "Write relevant agency, designated childcare or education agency, or other."
            row.wrong("standing", f"“{text[:60]}” is no standing.", mend)
        return found or Agency.Standing.RELEVANT

    def _clash(self, new: NewAgency) -> tuple[str, str, str, str] | None:
        for agency in self._called.get(plain(new.name), ()):
            apart = new.start and agency.end and agency.end < new.start
            if agency.kind == new.kind and not apart:
                return "name", new.name, f"{agency} is there already.", "Give its reference."
        return None


def _choices(name: str, kind: Any) -> Names[str]:
    return Names(
        (value, (value, kind(value).label, *words)) for value, words in HEADINGS[name].items()
    )


def _label(value: str) -> str:
    return Agency.Kind(value).label.lower()


def _by_name(name: str) -> str:
    bare = plain(name)
    return next((kind for kind, pattern in _BY_NAME if re.search(pattern, bare)), "")


def _keys(new: NewAgency) -> list[tuple]:
    keys: list[tuple] = [("name", plain(new.name), new.start)]
    return keys + [(code, getattr(new, code)) for code in ("ods_code", "urn") if getattr(new, code)]


def _as_is(agency: Agency) -> NewAgency:
    said = {each: getattr(agency, each) for each in _SAID}
    return NewAgency(name=agency.name, **said)
