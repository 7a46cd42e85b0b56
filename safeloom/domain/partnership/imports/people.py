"""Files of people."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from safeloom.domain.partnership.commands import bringing
from safeloom.domain.partnership.commands.people import NewPerson
from safeloom.domain.partnership.imports.agencies_named import Agencies
from safeloom.domain.partnership.imports.headings import HEADINGS
from safeloom.domain.partnership.imports.people_known import Directory, alike, bare_name, keys_of
from safeloom.domain.partnership.models import Agency
from safeloom.foundation.identity.models import Person
from safeloom.kernel.dates import show_date
from safeloom.web.imports.journal import Journal
from safeloom.web.imports.kind import CHANGED, NEW, UNCHANGED, Field, Kind, Row, fields_of
from safeloom.web.imports.values import (
    date_or_words,
    email_of,
    honorific,
    nothing,
    telephone_of,
    turned,
    vacant,
    words_of,
)
from safeloom.web.uploads import Value

# Where an agency is named and no post.
_POST = "Member of staff"


@dataclass(eq=False)
class PersonEntry:
    """A person as a row says it; `there` is who they are already, `same` an earlier row of the file
    that is about them as well. Without a name it is a post that nobody holds."""

    row: int
    name: str
    email: str = ""
    telephone: str = ""
    agency: Agency | None = None
    post: str = ""
    start: date | None = None
    words: str = ""
    there: Person | None = None
    same: "PersonEntry | None" = None
    rows: list[int] = field(default_factory=list)


class People(Kind):
    """A person a row; somebody with several posts may have several rows."""

    key = "people"
    title = "People"
    noun = ("person", "people")
    permission = "person.change"
    listing = "partnership:people"
    totals_in = ("name", "surname")
    counted = ("people", "staff", "members", "contacts", "names", "attendees", "delegates")
    columns = ("Name", "Post", "Agency", "E-mail", "Telephone")
    hint = (
        "Somebody who is there already (by e-mail, or by name and agency) is not added again: what the "
        "file says more is added to them."
    )
    fields = fields_of(
        HEADINGS["people"],
        Field("name", "Name", "Forename and surname, either way round", required=True),
        Field("forename", "Forename", "Where forename and surname stand apart"),
        Field("surname", "Surname", "Likewise"),
        Field("honorific", "Addressed as", "Such as Dr"),
        Field("post", "Post", "The job title at the agency"),
        Field("agency", "Agency", "The agency's name, reference or code"),
        Field("email", "E-mail", "At work"),
        Field("telephone", "Telephone", "At work"),
        Field("from", "From", "The first day in the directory, where it is known"),
    )
    needs = (("name", "surname"),)

    def begin(self, rows: Sequence[Row]) -> None:
        self.directory = Directory(self.partnership, self.day)
        self.agencies = Agencies(self.partnership, self.day)
        self._turned = False
        self._email: dict[str, PersonEntry] = {}
        self._named: dict[str, list[PersonEntry]] = {}
        self._near: dict[tuple, list[tuple[str, PersonEntry]]] = {}

    def guess(self, heading: str, values: Sequence[Value]) -> str | None:
        if heading != "title" or not values:
            return None
        told = sum(isinstance(value, str) and honorific(value) for value in values)
        return "honorific" if told * 2 > len(values) else None

    def read(self, row: Row) -> PersonEntry | None:
        name = self._name(row)
        email, telephone = email_of(row, "email"), telephone_of(row, "telephone")
        start, words = date_or_words(row, "from", self.day)
        agency = self._agency(row, start)
        post = self._post(row, agency)
        if agency and start and agency.start and start < agency.start:
            problem = f"{agency} began on {show_date(agency.start)}."
            row.wrong("from", problem, "Give that day or a later one.")
        if row.problems:
            return None
        entry = PersonEntry(row.number, name, email, telephone, agency, post, start, words)
        if not name:
            return entry if agency and post else None
        self._recognise(row, entry)
        return entry

    def state(self, entry: PersonEntry) -> str:
        if not entry.name:
            place = (entry.agency.pk, entry.post.casefold()) if entry.agency else None
            return UNCHANGED if place in self.directory.posts else NEW
        if entry.there is None:
            return NEW if entry.same is None else self._adds(entry)
        there = entry.there
        said = (entry.email, there.work_email), (entry.telephone, there.work_telephone)
        if any(new and new != old for new, old in said):
            return CHANGED
        return self._adds(entry)

    def _adds(self, entry: PersonEntry) -> str:
        if entry.agency is None:
            return UNCHANGED
        place = entry.agency.pk, entry.post.casefold()
        if entry.there is not None:
            return UNCHANGED if (entry.there.pk, *place) in self.directory.held else CHANGED
        first = entry.same
        told = first is not None and first.agency is not None
        same = told and (first.agency.pk, first.post.casefold()) == place
        return UNCHANGED if same else CHANGED

    def shown(self, entry: PersonEntry) -> Sequence[str]:
        agency = entry.agency.name if entry.agency else ""
        return entry.name or "Vacant", entry.post, agency, entry.email, entry.telephone

    def write(
        self, entries: Sequence[PersonEntry], *, by: Person | None, name: str, journal: Journal
    ) -> None:
        people: dict[int, bringing.Bringing] = {}
        of_person: dict = {}
        empty = []
        for entry in entries:
            if not entry.name:
                if entry.agency is not None:
                    empty.append((entry.agency, entry.post))
                continue
            first = _first(entry)
            there = first.there
            one = of_person.get(there.pk) if there is not None else people.get(id(first))
            if one is None:
                one = _bringing(entry, there)
                people[id(first)] = one
                if there is not None:
                    of_person[there.pk] = one
            elif entry is not first:
                one.said = _fuller(one.said, entry)
            self._give_post(one, entry)
        bringing.bring_people(
            by=by,
            partnership=self.partnership,
            people=list({id(one): one for one in people.values()}.values()),
            vacant=empty,
            journal=journal,
            name=name,
        )

    def _give_post(self, one: bringing.Bringing, entry: PersonEntry) -> None:
        if entry.agency is None:
            return
        place = entry.agency.pk, entry.post.casefold()
        there = one.person
        if there is not None and (there.pk, *place) in self.directory.held:
            return
        if any((agency.pk, title.casefold()) == place for agency, title, _ in one.posts):
            return
        one.posts.append((entry.agency, entry.post, entry.start))

    def _name(self, row: Row) -> str:
        """The name in a row; empty where nobody holds the post."""
        text = row.text("name")
        if not text:
            parts = (row.text("forename"), row.text("surname"))
            text = " ".join(part for part in parts if not nothing(part))
        elif row.text("forename") and not row.text("surname"):
            # The heading “Name” above surnames, beside one of forenames.
            text = f"{row.text('forename')} {text}"
        if vacant(text) or (not text and row.text("post") and row.text("agency")):
            row.note(
                "name", "Nobody is named: the post is added as vacant.", "Add a name if it is held."
            )
            return ""
        if nothing(text):
            row.wrong("name", "There is no name.", "Write forename and surname.")
            return ""
        name, was_turned = turned(text)
        if was_turned and not self._turned:
            self._turned = True
            words = f"Names are written surname first: this one is taken as {name}."
            row.note("name", words, "Correct those where that is wrong.")
        style = row.text("honorific")
        if style and honorific(style) and bare_name(name) == bare_name(f"{style} {name}"):
            name = name if name.casefold().startswith(style.casefold()) else f"{style} {name}"
        if "@" in name or not re.search(r"[^\W\d_]{2}", name):
            row.wrong("name", "This is no name.", "Write forename and surname.")
        elif len(name) > 120:
            row.wrong("name", "The name is longer than 120 characters.", "Shorten it.")
        return name

    def _agency(self, row: Row, start: date | None) -> Agency | None:
        text = words_of(row, "agency")
        if not text or vacant(text):
            return None
        return self.agencies.of(row, "agency", text, max(start or self.day, self.day))

    def _post(self, row: Row, agency: Agency | None) -> str:
        title = words_of(row, "post")
        if len(title) > 120:
            row.wrong("post", "The title is longer than 120 characters.", "Shorten it.")
        if agency is None:
            if title and not row.problems:
                row.note("post", "Without an agency the post is not kept.", "Name the agency.")
            return ""
        if not title:
            row.note("post", f"No post is said: “{_POST}” is written.", "Add the job title.")
        return title or _POST

    def _recognise(self, row: Row, entry: PersonEntry) -> None:
        """Find who the row is about, in the directory or further up in the file."""
        bare = bare_name(entry.name)
        if entry.email and not self._by_email(row, entry, bare):
            entry.email = ""
        if entry.there is None and entry.same is None:
            self._by_name(row, entry, bare)
        if entry.there is None and entry.same is None and entry.agency is not None:
            self._nearly(row, entry, bare)
        if entry.same is None:
            if entry.email:
                self._email.setdefault(entry.email.casefold(), entry)
            self._named.setdefault(bare, []).append(entry)
            if entry.agency is not None:
                for key in keys_of(bare, entry.agency.pk):
                    self._near.setdefault(key, []).append((bare, entry))
        elif entry.email and not _first(entry).email:
            self._email.setdefault(entry.email.casefold(), _first(entry))

    def _by_email(self, row: Row, entry: PersonEntry, bare: str) -> bool:
        """Whether the address may be kept as this person's own."""
        email = entry.email.casefold()
        if first := self._email.get(email):
            if alike(bare, bare_name(first.name)):
                self._repeat(row, entry, first)
                return True
            words = f"Row {first.row} ({first.name}) has this address: it is not kept here."
            row.note("email", words, "Give each person an address of their own.")
            return False
        if there := self.directory.by_email.get(email):
            if alike(bare, bare_name(there.name)):
                entry.there = there
                if bare != bare_name(there.name):
                    words = f"{there.name} has this address: the row is taken as about them."
                    row.note("email", words, "Take the row out if it is somebody else.")
                return True
            words = f"{there.name} has this address already: it is not kept here."
            row.note("email", words, "It may be a duplicate, or an address that several use.")
            return False
        return True

    def _by_name(self, row: Row, entry: PersonEntry, bare: str) -> None:
        for first in self._named.get(bare, ()):
            if _may_be_one(entry, first.email, {first.agency.pk} if first.agency else set()):
                self._repeat(row, entry, first)
                return
        for there in self.directory.by_name.get(bare, ()):
            agencies = self.directory.agencies.get(there.pk, set())
            if _may_be_one(entry, there.work_email, agencies):
                entry.there = there
                return
        others = chain(self._named.get(bare, ()), self.directory.by_name.get(bare, ()))
        if other := next(others, None):
            where = f"row {other.row}" if isinstance(other, PersonEntry) else "the directory"
            words = f"Somebody of this name is in {where}: this one is added beside them."
            row.note("name", words, "Merge the two on their page if they are one person.")

    def _nearly(self, row: Row, entry: PersonEntry, bare: str) -> None:
        near: Person | PersonEntry | None = self.directory.near(bare, entry.agency.pk)
        if near is None:
            near = next(
                (
                    other
                    for key in keys_of(bare, entry.agency.pk)
                    for name, other in self._near.get(key, ())
                    if name != bare and alike(bare, name)
                ),
                None,
            )
        if near is not None:
            where = f"row {near.row}" if isinstance(near, PersonEntry) else "the directory"
            words = f"It may be {near.name} of the same agency, who is in {where}."
            row.note("name", words, "Correct the name if so, or merge the two afterwards.")

    def _repeat(self, row: Row, entry: PersonEntry, first: PersonEntry) -> None:
        entry.same, entry.there = _first(first), _first(first).there
        words = f"Row {first.row} is about the same person: they are added once."
        row.note("name", words, "Take one row out if that is wrong.")


def _first(entry: PersonEntry) -> PersonEntry:
    return entry.same or entry


def _may_be_one(entry: PersonEntry, email: str, agencies: set) -> bool:
    """Whether somebody of the same name may be taken for the same person: nothing said of the two
    stands against it."""
    together = not agencies or entry.agency is None or entry.agency.pk in agencies
    if entry.email and email and entry.email.casefold() != email.casefold():
        return bool(agencies) and entry.agency is not None and entry.agency.pk in agencies
    return together or bool(entry.email and email)


def _bringing(entry: PersonEntry, there: Person | None) -> bringing.Bringing:
    said = NewPerson(
        name=entry.name,
        work_email=entry.email,
        work_telephone=entry.telephone,
        start=entry.start,
        since=entry.words,
    )
    return bringing.Bringing(said=said, person=there, seen=there.revision if there else 0)


def _fuller(said: NewPerson, entry: PersonEntry) -> NewPerson:
    return NewPerson(
        name=said.name,
        work_email=said.work_email or entry.email,
        work_telephone=said.work_telephone or entry.telephone,
        start=said.start,
        since=said.since,
    )
