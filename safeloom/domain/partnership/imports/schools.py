"""Files of the register of schools: the national register's own columns, and a school's lead."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from safeloom.domain.partnership.commands import bringing
from safeloom.domain.partnership.commands.agencies import NewAgency
from safeloom.domain.partnership.commands.bringing_schools import (
    LEAD,
    BroughtSchool,
    bring_schools,
)
from safeloom.domain.partnership.commands.people import NewPerson
from safeloom.domain.partnership.commands.schools import KINDS, SchoolFacts, facts_of
from safeloom.domain.partnership.imports.headings import HEADINGS
from safeloom.domain.partnership.imports.people_known import Directory, alike, bare_name
from safeloom.domain.partnership.imports.register import GROUPS, group_of, phase_of, status_of
from safeloom.domain.partnership.models import Agency, SchoolEntry
from safeloom.foundation.identity.models import Person
from safeloom.kernel import identifiers
from safeloom.kernel.dates import show_date
from safeloom.web.imports.cleaning import plain
from safeloom.web.imports.journal import Journal
from safeloom.web.imports.kind import CHANGED, NEW, UNCHANGED, Field, Kind, Row, fields_of
from safeloom.web.imports.values import date_of, email_of, sentence, turned, words_of
from safeloom.web.uploads import Problem


@dataclass(eq=False)
class SchoolRow:
    """A school as a row says it; `there` is the agency it is already."""

    row: int
    name: str
    urn: str
    facts: SchoolFacts
    start: date | None = None
    end: date | None = None
    place: str = ""
    lead: str = ""
    email: str = ""
    there: Agency | None = None
    after: Agency | None = None
    called: str = ""


class Schools(Kind):
    """A school a row."""

    key = "schools"
    title = "Schools"
    noun = ("school", "schools")
    permission = "agency.change"
    listing = "partnership:schools"
    totals_in = ("name",)
    counted = ("schools", "establishments", "colleges", "academies")
    columns = ("URN", "Name", "Phase", "Kind", "Days", "Lead")
    hint = (
        "A register’s own file, with a school a row. A school is known by its URN. One that closed ends on "
        "that day; under a new URN it is a new school. A column with the safeguarding lead’s name and one "
        "with the e-mail may be added."
    )
    fields = fields_of(
        HEADINGS["schools"],
        Field("urn", "URN", "6 digits", required=True),
        Field("name", "EstablishmentName", "What the school is called", required=True),
        Field("phase", "PhaseOfEducation (name)", "Nursery, primary, secondary and so on"),
        Field("type", "TypeOfEstablishment (name)", "The type in the register's words"),
        Field("status", "EstablishmentStatus (name)", "Open, closed, or proposed to be"),
        Field("la_code", "LA (code)", "3 digits"),
        Field("number", "EstablishmentNumber", "4 digits"),
        Field("start", "OpenDate", "Its first day, where it is known"),
        Field("end", "CloseDate", "Its last day, where it has closed"),
        Field("town", "Town", "Tells schools of one name apart"),
        Field("lead", "Safeguarding lead", "Forename and surname"),
        Field("email", "Safeguarding lead's e-mail", "At work"),
    )
    needs = (("urn",), ("name",))

    def begin(self, rows: Sequence[Row]) -> None:
        there = Agency.objects.filter(record__partnership=self.partnership)
        self.there = list(there.select_related("principal", "record"))
        self._by_urn = {agency.urn: agency for agency in self.there if agency.urn}
        self._without = {
            plain(agency.name): agency
            for agency in self.there
            if agency.kind in KINDS and not agency.urn and agency.holds(self.day)
        }
        entries = SchoolEntry.objects.filter(agency__record__partnership=self.partnership)
        self._entries: dict[Any, SchoolEntry] = {}
        for entry in sorted(entries, key=lambda row: row.start or date.min):
            self._entries[entry.agency_id] = entry
        self.directory = Directory(self.partnership, self.day)
        self._many = Counter(
            plain(row.text("name")) for row in rows if row.text("status").casefold() != "closed"
        )
        self._called = {
            plain(agency.name)
            for agency in self.there
            if agency.kind in KINDS and agency.holds(self.day)
        }

    def read(self, row: Row) -> SchoolRow | None:
        urn, name = self._code(row, "urn", identifiers.urn), words_of(row, "name")
        if not urn and not row.problems:
            row.wrong("urn", "There is no URN.", "Write the 6 digits of the register.")
        if not name:
            row.wrong("name", "There is no name.", "Write what the school is called.")
        elif len(name) > 100:
            row.wrong("name", "The name is longer than 100 characters.", "Shorten it.")
        status = status_of(words_of(row, "status"))
        if status is None:
            row.wrong("status", "This is no status of the register.", "Write Open or Closed.")
        days = {each: date_of(row, each) for each in ("start", "end")}
        if days["start"] and days["end"] and days["end"] < days["start"]:
            row.wrong("end", "It closes before it opens.", "Correct one of the two.")
        facts = self._facts(row, status or "open")
        if row.problems:
            return None
        there = self._by_urn.get(urn) or self._without_urn(name)
        if there is None and status in ("closed", "proposed"):
            words = "It is closed, and" if status == "closed" else "It has not opened, and"
            row.note("status", f"{words} is not brought in.", "Nothing need be done.")
            return None
        if there is not None and there.kind not in KINDS:
            row.wrong("urn", f"{there} has this URN and is no school.", "Correct its kind first.")
        if status == "closed" and not days["end"] and there is not None and there.end is None:
            row.wrong("end", "It closed, and no day is said.", "Write the day in CloseDate.")
        if status == "proposed":
            row.note("status", "It stands there as open already.", "Nothing is changed by this.")
        if row.problems:
            return None
        entry = SchoolRow(
            row.number,
            name,
            urn,
            facts,
            days["start"],
            days["end"],
            words_of(row, "town"),
            there=there,
        )
        self._read_lead(row, entry)
        if there is not None and there.end and not (status == "closed" or days["end"]):
            words = f"It ended here on {show_date(there.end)}, and stays so."
            row.note("status", words, "Change its days on its page if that is wrong.")
        if there is None and not self._follows(row, entry):
            return None
        entry.called = self._name(row, entry)
        return entry

    def check(self, entries: Sequence[SchoolRow]) -> list[tuple[Any, Problem]]:
        seen: dict[str, int] = {}
        wrong: list[tuple[Any, Problem]] = []
        closed = {each.there.pk for each in entries if each.there is not None and each.end}
        for entry in entries:
            first = seen.setdefault(entry.urn, entry.row)
            if first != entry.row:
                words = f"Row {first} has this URN."
                wrong.append((entry, Problem(entry.row, "urn", entry.urn, words, "Keep one.")))
            elif (
                entry.after is not None and entry.after.end is None and entry.after.pk not in closed
            ):
                words = f"{entry.after} (URN {entry.after.urn}) has its number and is not closed."
                mend = "Bring in the row with its CloseDate too, or close it first."
                wrong.append((entry, Problem(entry.row, "number", entry.facts.number, words, mend)))
        return wrong

    def state(self, entry: SchoolRow) -> str:
        if entry.there is None:
            return NEW
        one = self._brought(entry)
        return (
            CHANGED if one.changed or one.facts is not None or one.lead is not None else UNCHANGED
        )

    def shown(self, entry: SchoolRow) -> Sequence[str]:
        start = entry.there.start if entry.there else entry.start
        days = " to ".join(show_date(day) if day else "…" for day in (start, entry.end))
        return (
            entry.urn,
            entry.called,
            SchoolEntry.Phase(entry.facts.phase).label,
            SchoolEntry.Group(entry.facts.group).label,
            days if start or entry.end else "",
            entry.lead,
        )

    def write(
        self, entries: Sequence[SchoolRow], *, by: Person | None, name: str, journal: Journal
    ) -> None:
        bring_schools(
            by=by,
            partnership=self.partnership,
            schools=[self._brought(entry) for entry in entries if self.state(entry) != UNCHANGED],
            name=name,
            journal=journal,
        )

    def _brought(self, entry: SchoolRow) -> BroughtSchool:
        """What becomes of the school by this row: what the file does not say stays."""
        there, lead = entry.there, self._lead(entry)
        if there is None:
            to = NewAgency(
                name=entry.called,
                kind=Agency.Kind.SCHOOL,
                urn=entry.urn,
                start=entry.start,
                end=entry.end,
            )
            return BroughtSchool(
                to=to, facts=entry.facts, day=entry.start, lead=lead, after=entry.after
            )
        said = ("kind", "standing", "ods_code", "urn", "gss_code", "dfe_la_code", "start", "end")
        was = NewAgency(name=there.name, **{each: getattr(there, each) for each in said})
        closes = entry.end if there.end is None else None
        to = replace(was, name=entry.called, urn=entry.urn, end=closes or there.end)
        known = self._entries.get(there.pk)
        # Of a school that ended nothing more is said.
        says = there.end is None and (known is None or facts_of(known) != entry.facts)
        says = says and not (closes is not None and closes < self.day and known is not None)
        day = there.start if known is None else self.day
        return BroughtSchool(
            to=to,
            agency=there,
            changed=to != was,
            closes=closes,
            facts=entry.facts if says else None,
            day=day,
            lead=lead if there.end is None and closes is None else None,
        )

    def _without_urn(self, name: str) -> Agency | None:
        """The one school of this name that was entered without its URN."""
        bare = plain(name)
        return self._without.get(bare) if self._many[bare] < 2 else None

    def _facts(self, row: Row, status: str) -> SchoolFacts:
        type_words, phase_words = words_of(row, "type")[:80], words_of(row, "phase")
        phase = phase_of(phase_words, type_words)
        if phase is None:
            row.wrong("phase", "This is no phase of the register.", "Write such as Primary.")
            phase = SchoolEntry.Phase.NOT_APPLICABLE
        group = group_of(type_words)
        if type_words and group is None:
            row.note("type", "This type is not known, and kept as it is.", "Nothing need be done.")
        number = words_of(row, "number").removesuffix(".0")
        if number and not re.fullmatch("[0-9]{1,4}", number):
            row.wrong("number", "An establishment number is 4 digits.", "Correct it.")
            number = ""
        return SchoolFacts(
            phase=phase,
            group=group or GROUPS.OTHER,
            type_words=type_words,
            la_code=self._code(row, "la_code", identifiers.dfe_la_code),
            number=number.zfill(4) if number else "",
            status="closing" if status == "closing" else "open",
        )

    def _code(self, row: Row, name: str, read: Any) -> str:
        text = words_of(row, name).removesuffix(".0")
        try:
            return read(text) if text else ""
        except ValueError as problem:
            row.wrong(name, f"{sentence(str(problem))}.", "Correct it.")
            return ""

    def _follows(self, row: Row, entry: SchoolRow) -> bool:
        """Find the school whose number in its authority a new one has: what it carries on. It must have
        ended, or end by this file (`check`)."""
        facts = entry.facts
        if not (facts.la_code and facts.number):
            return True
        for agency in self.there:
            known = self._entries.get(agency.pk)
            same = known is not None and (known.la_code, known.number) == (
                facts.la_code,
                facts.number,
            )
            if same and agency.urn != entry.urn:
                if entry.start is None:
                    words = f"It carries on {agency} (URN {agency.urn}), and no first day is said."
                    row.wrong("start", words, "Write its first day in OpenDate.")
                    return False
                entry.after = agency
        return True

    def _name(self, row: Row, entry: SchoolRow) -> str:
        """What the school is called here: schools of one name are told apart by their towns."""
        bare, there = plain(entry.name), entry.there
        if there is not None:
            now = plain(there.name)
            if now == bare or there.name.startswith((f"{entry.name}, ", f"{entry.name} (URN ")):
                return there.name
        after = entry.after
        others = bare in self._called and not (after is not None and plain(after.name) == bare)
        if self._many[bare] < 2 and not others:
            return entry.name
        town = entry.place
        told = (
            f"{entry.name}, {town}"
            if town and plain(f"{entry.name} {town}") not in self._called
            else ""
        )
        told = told or f"{entry.name} (URN {entry.urn})"
        if len(told) > 120 or plain(told) in self._called:
            told = f"{entry.name} (URN {entry.urn})"
        self._called.add(plain(told))
        row.note(
            "name", f"Another school has this name: it is called {told}.", "Nothing need be done."
        )
        return told

    def _read_lead(self, row: Row, entry: SchoolRow) -> None:
        text = words_of(row, "lead")
        entry.email = email_of(row, "email")
        if not text:
            if entry.email:
                row.note("email", "Without the lead's name it is not kept.", "Add the name.")
                entry.email = ""
            return
        entry.lead = turned(text)[0]
        if "@" in entry.lead or len(entry.lead) > 120 or not re.search(r"[^\W\d_]{2}", entry.lead):
            row.wrong("lead", "This is no name.", "Write forename and surname.")
            return
        other = self.directory.by_email.get(entry.email.casefold()) if entry.email else None
        if other is not None and not alike(bare_name(entry.lead), bare_name(other.name)):
            row.note(
                "email", f"{other.name} has this address: it is not kept here.", "Give another."
            )
            entry.email = ""
        if entry.there is not None and self._leads(entry.there) and self._known(entry) is None:
            words = "Somebody else is the lead there: this one is added beside them."
            row.note("lead", words, "End the days of whoever left on the school’s page.")

    def _leads(self, agency: Agency) -> bool:
        place = (agency.pk, LEAD.casefold())
        return any(held[1:] == place for held in self.directory.held)

    def _known(self, entry: SchoolRow) -> Person | None:
        """Who the lead is already: by e-mail, or by name at the school."""
        bare = bare_name(entry.lead)
        if entry.email and (found := self.directory.by_email.get(entry.email.casefold())):
            return found
        for person in self.directory.by_name.get(bare, ()):
            agencies = self.directory.agencies.get(person.pk, set())
            if entry.there is not None and entry.there.pk in agencies:
                return person
        return None

    def _lead(self, entry: SchoolRow) -> bringing.Bringing | None:
        """What is to be written of the lead; None where all of it is there."""
        if not entry.lead:
            return None
        person = self._known(entry)
        if person is not None and entry.there is not None:
            held = (person.pk, entry.there.pk, LEAD.casefold()) in self.directory.held
            if held and entry.email in ("", person.work_email):
                return None
        said = NewPerson(name=entry.lead, work_email=entry.email)
        return bringing.Bringing(
            said=said, person=person, seen=person.revision if person is not None else 0
        )
