"""What a kind of file holds and how its rows become what is written: to be filled by who owns the data."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from safeloom.foundation.identity.models import Partnership, Person
from safeloom.kernel.dates import show_date
from safeloom.web.imports.journal import Journal
from safeloom.web.uploads import Fault, Problem, Value

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
# Where the value of a spread column stands (see `Kind.spread`).
SPREAD = "value"


@dataclass(frozen=True)
class Field:
    """What a column may hold. `words` say what; `also` are usual headings besides `title` and `key`."""

    key: str
    title: str
    words: str
    required: bool = False
    also: tuple[str, ...] = ()


def fields_of(headings: Mapping[str, Sequence[str]], *fields: Field) -> tuple[Field, ...]:
    """The fields with their usual headings."""
    return tuple(replace(each, also=tuple(headings.get(each.key, ()))) for each in fields)


@dataclass
class Row:
    """One record of a file: its number as the spreadsheet counts, its cells by field, and what was
    found wrong (`problems`) or worth a look (`notes`)."""

    number: int
    cells: dict[str, Value]
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    # Of a value whose column is itself what it is about, the heading it stands under.
    heading: str = ""

    def text(self, name: str) -> str:
        """What stands in a cell, as text on one line; empty where nothing does."""
        return " ".join(show(self.cells.get(name), 5_000).split())

    def wrong(self, name: str, problem: str, mend: str, value: str | None = None) -> None:
        """Say what is wrong with a field and how to mend it."""
        self.problems.append(self._said(name, problem, mend, value))

    def note(self, name: str, problem: str, mend: str, value: str | None = None) -> None:
        """Say what is taken but worth a look."""
        self.notes.append(self._said(name, problem, mend, value))

    def _said(self, name: str, problem: str, mend: str, value: str | None) -> Problem:
        shown = show(self.cells.get(name)) if value is None else value
        if self.heading and name in (SPREAD, "period"):
            name = self.heading
        return Problem(self.number, name, shown[:200], problem, mend)


def show(value: Value, most: int = 200) -> str:
    """What stands in a cell, for a message."""
    if value is None:
        return ""
    if isinstance(value, Fault):
        return str(value) or "a formula"
    if isinstance(value, date):
        return show_date(value)
    return (value if isinstance(value, str) else f"{value:f}")[:most]


class Kind:
    """A kind of file. One is made for each file that is looked through or written.

    `own` are the agencies whose rows may be given (None: any), where the kind knows agencies.
    """

    # A template shows what a kind says of itself, and does not make one.
    do_not_call_in_templates: ClassVar[bool] = True
    key: ClassVar[str]
    title: ClassVar[str]
    noun: ClassVar[tuple[str, str]]
    permission: ClassVar[str]
    narrow: ClassVar[bool] = False  # whether it is open to a role over one agency only
    fields: ClassVar[tuple[Field, ...]]
    # What must stand in a file of the kind; of several in one tuple, any one.
    needs: ClassVar[tuple[tuple[str, ...], ...]]
    # Fields in which `Total` makes a row one of totals, and the words that may stand beside it.
    totals_in: ClassVar[tuple[str, ...]]
    counted: ClassVar[tuple[str, ...]] = ()
    hint: ClassVar[str] = ""
    # Fields that two columns may hold between them.
    twice: ClassVar[tuple[str, ...]] = ()
    # Whether a row without a value may be a title that says what those below it are about.
    titles: ClassVar[bool] = False
    # The name of the address of the list where they stand.
    listing: ClassVar[str]

    def __init__(
        self,
        partnership: Partnership,
        *,
        day: date,
        own: Collection[UUID] | None = None,
    ) -> None:
        self.partnership, self.day, self.own = partnership, day, own

    def begin(self, rows: Sequence[Row]) -> None:
        """Read once from the database what the rows are compared with."""
        raise NotImplementedError

    def read(self, row: Row) -> Any | None:
        """The row as an entry; None where it has a problem, or says nothing to be written."""
        raise NotImplementedError

    def check(self, entries: Sequence[Any]) -> list[tuple[Any, Problem]]:
        """What is wrong with entries beside one another and what is there: pairs of the two."""
        return []

    def state(self, entry: Any) -> str:
        """Whether an entry is new, changes something, or says what is there already."""
        raise NotImplementedError

    def shown(self, entry: Any) -> Sequence[str]:
        """What an entry would write, a word for each of `columns`."""
        raise NotImplementedError

    columns: ClassVar[tuple[str, ...]]

    def write(
        self, entries: Sequence[Any], *, by: Person | None, name: str, journal: Journal
    ) -> Any:
        """Write the entries by the domain's own commands under one audit row, and enter in `journal`
        what was made and changed. Raises `RowsRefused`, `ValidationError`, `Stale`."""
        raise NotImplementedError

    def guess(self, heading: str, values: Sequence[Value]) -> str | None:
        """The field of a heading that means one thing or another by what stands below it; None where
        its usual meaning holds."""
        return None

    def spread(self, place: int, heading: Value, above: Sequence[Value]) -> dict[str, Value] | None:
        """Where a heading is itself what its values are about (a column a period): the cells it adds
        to a row of one such value, which itself stands in `SPREAD`. None for an ordinary heading."""
        return None

    def goes_on(self, row: Sequence[Value], headings: Sequence[Value]) -> bool:
        """Whether a further row of headings goes on with the same table, as one of its titles."""
        return False

    def is_record(self, row: Row) -> bool:
        """Whether a row is counted as a record: of a kind with titles, those are none."""
        return True

    def leaves_out(self, row: Row) -> bool:
        """Whether a row that looks like totals is none."""
        return True
