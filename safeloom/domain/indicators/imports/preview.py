"""What a file would write, before it does."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from safeloom.domain.indicators import commands
from safeloom.domain.indicators.checking import check_all, rules_for
from safeloom.domain.indicators.entries import Entry
from safeloom.domain.indicators.imports.columns import read_headings
from safeloom.domain.indicators.imports.lookup import Lookup
from safeloom.domain.indicators.imports.rows import Reader
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.today import today
from safeloom.web.uploads import Bounds, Problem, Unreadable, Value, is_blank, read_table


@dataclass(frozen=True, slots=True)
class Preview:
    """`read` counts rows that are not blank, `ready` those without a problem. Problems are in the
    order of rows, counted as the spreadsheet does. With any problem nothing can be accepted."""

    read: int
    ready: int
    new: int
    restated: int
    unchanged: int
    problems: list[Problem]
    entries: list[Entry]
    name: str = ""


def preview_file(partnership: Partnership, path: Path) -> Preview:
    """Look through a file of returns. Raises `Unreadable`."""
    try:
        with path.open("rb") as opened:
            data = opened.read(Bounds().size + 1)
    except OSError as problem:
        raise Unreadable(f"{path} cannot be opened: {problem.strerror}.") from problem
    return preview_table(partnership, read_table(data), name=path.name)


def preview_table(
    partnership: Partnership,
    table: Sequence[Sequence[Value]],
    *,
    own: Collection[UUID] | None = None,
    day: date | None = None,
    name: str = "",
) -> Preview:
    """Look through rows, the first of which holds the headings. `own` are the agencies whose returns
    may be given (None: any). Writes nothing; 6 queries. Raises `Unreadable`."""
    day = day or today()
    first = next((at for at, row in enumerate(table) if not is_blank(row)), None)
    if first is None:
        raise Unreadable("The file is empty. Send one with a row of headings and rows below it.")
    headings, problems = read_headings(table[first])
    reader = Reader(Lookup(partnership))
    entries, read = [], 0
    for number, row in enumerate(table[first + 1 :], start=first + 2):
        if is_blank(row):
            continue
        read += 1
        entry, wrong = reader.read(number, _cells(headings, row))
        problems += wrong
        if entry is not None:
            entries.append(entry)
    if not read:
        raise Unreadable("There are headings, and no rows below them.")
    rules = rules_for(entries, day, own)
    problems += check_all(entries, rules)
    problems.sort(key=lambda problem: problem.row)
    wrong_rows = {problem.row for problem in problems}
    ready = [entry for entry in entries if entry.row not in wrong_rows]
    changed = [entry for entry in ready if rules.changes(entry)]
    new = sum(entry.place not in rules.there for entry in changed)
    return Preview(
        read=read,
        ready=len(ready),
        new=new,
        restated=len(changed) - new,
        unchanged=len(ready) - len(changed),
        problems=problems,
        entries=ready,
        name=name,
    )


def accept(
    partnership: Partnership,
    preview: Preview,
    *,
    by: Person | None = None,
    own: Collection[UUID] | None = None,
    day: date | None = None,
) -> commands.Written:
    """Write what was looked through, all or nothing, checked again. Raises `RowsRefused` with the
    problems there are by now."""
    return commands.enter_returns(
        by=by, partnership=partnership, entries=preview.entries, own=own, day=day, name=preview.name
    )


def _cells(headings: dict[int, str], row: Sequence[Value]) -> dict[str, Value]:
    """The cells of a row by column; of two columns for what it is about, the one that is filled."""
    cells: dict[str, Value] = {}
    for place, name in headings.items():
        value = row[place] if place < len(row) else None
        if value is not None:
            cells.setdefault(name, value)
    return cells
