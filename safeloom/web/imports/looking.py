"""Looking a file through: which rows are records, what each would write, and what is wrong or worth a
look. Nothing is written."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from safeloom.web.imports import grid as grids
from safeloom.web.imports.cleaning import plain, plain_heading
from safeloom.web.imports.columns import Columns, guess
from safeloom.web.imports.grid import Found, Grid
from safeloom.web.imports.kind import CHANGED, NEW, SPREAD, UNCHANGED, Kind, Row, show
from safeloom.web.imports.maps import Maps
from safeloom.web.uploads import Book, Fault, Problem, Unreadable, Value, is_blank

# What a map says of a column whose heading is itself what its values are about.
SPREADS = "*"
_TOTAL = (
    r"(?:overall|(?:grand |sub |overall |running |cumulative )?(?:sub)?totals?)"
    r"(?: (?:number|no|count)(?: of)?)?(?: for .{{1,40}}| (?:of )?(?:{counted}))?\W*[0-9 ]*%?"
)
_COUNTED = (
    "all",
    "county",
    "partnership",
    "england",
    "year",
    "quarter",
    "rows",
    "number",
    "to date",
)
_FOOT = re.compile(
    r"(?:(?:sources?|notes?|nb|n\.b\.?|key|legend|prepared by|produced by|compiled by|last updated"
    r"|updated|correct (?:as )?at|data (?:as )?at|data extracted|extracted|disclaimer|official|end of)"
    r"\b.*|\*.*|†.*|©.*|page [0-9]+.*|\([0-9a-z]\) .*|\[[0-9a-z]\] .*)",
    re.I | re.S,
)


class NotMapped(Unreadable):
    """The table was found, but not what its columns hold."""


@dataclass
class Table:
    """A table of a sheet: its headings, what its columns hold, and its records."""

    grid: Grid
    at: int
    columns: Columns
    remembered: bool
    rows: list[Row] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    @property
    def headings(self) -> list[Value]:
        """The headings as they stand in the file."""
        return self.grid.rows[self.at]

    @property
    def above(self) -> list[Value]:
        """The row above the headings."""
        return self.grid.rows[self.at - 1] if self.at else []


@dataclass
class Preview:
    """What a file would write. `read` counts its records (values, where a column is a period),
    `ready` those without a problem, of which `new`, `changed` and `unchanged`."""

    kind: Kind
    table: Table
    read: int = 0
    ready: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    entries: list[Any] = field(default_factory=list)
    name: str = ""


def find_table(
    kind: Kind, book: Book, maps: Maps, fields: Mapping[int, str] | None = None
) -> Table:
    """The table of a file that is read, its columns told apart by `fields` where that is given, by
    what was remembered, or by their usual names. Raises `Unreadable` where no row holds anything."""
    found: list[tuple[bool, int, int, Grid, Found]] = []
    for number, sheet in enumerate(book.sheets):
        grid = grids.grid_of(sheet)
        headings = grids.find_headings(grid, kind, maps)
        if headings is not None:
            found.append((headings.enough, headings.known, -number, grid, headings))
    if not found:
        raise Unreadable("The file is empty. Send one with a row of headings and rows below it.")
    _, _, _, grid, headings = max(found, key=lambda each: each[:3])
    table = _table(kind, grid, headings, fields)
    for name in book.hidden:
        table.notes.append(
            Problem(
                1, "sheet", name, "This sheet is hidden and is not read.", "Show it, or leave it."
            )
        )
    for other in book.sheets:
        if other.name != grid.name and any(not is_blank(row) for row in other.rows):
            words = f"This sheet is not read: only “{grid.name}” is."
            mend = "Send it as a file of its own if it is wanted."
            table.notes.append(Problem(1, "sheet", other.name, words, mend))
    return table


def look(kind: Kind, table: Table, *, name: str = "") -> Preview:
    """Look through the records of a table. Raises `NotMapped` where a column that is needed is
    missing, `Unreadable` where there are no records."""
    missing = table.columns.missing(kind)
    if missing:
        known = ", ".join(each.key for each in kind.fields)
        raise NotMapped(
            f"No row of headings was found for {kind.title.lower()}; missing: {', '.join(missing)}. "
            f"The columns are {known}."
        )
    if not table.rows:
        raise Unreadable("There are headings, and no rows below them.")
    kind.begin(table.rows)
    records = [row for row in table.rows if kind.is_record(row)]
    preview = Preview(kind, table, name=name, read=len(records))
    pairs = []
    for row in table.rows:
        for field_name, value in row.cells.items():
            if isinstance(value, Fault):
                _fault(row, field_name, value)
        entry = kind.read(row) if not row.problems else None
        if entry is not None and not row.problems:
            pairs.append((row, entry))
    row_of = {id(entry): row for row, entry in pairs}
    for entry, problem in kind.check([entry for _, entry in pairs]):
        row_of[id(entry)].problems.append(problem)
    for row, entry in pairs:
        if row.problems:
            continue
        preview.entries.append(entry)
        state = kind.state(entry)
        preview.new += state == NEW
        preview.changed += state == CHANGED
        preview.unchanged += state == UNCHANGED
    preview.ready = sum(not row.problems for row in records)
    preview.problems = _sorted(table.columns.problems, *(row.problems for row in table.rows))
    preview.notes = _sorted(table.columns.notes, table.notes, *(row.notes for row in table.rows))
    return preview


def _sorted(*lists: Sequence[Problem]) -> list[Problem]:
    # The same may be said of each value of a row: once is enough.
    once = dict.fromkeys(each for one in lists for each in one)
    return sorted(once, key=lambda each: each.row)


def _fault(row: Row, name: str, value: Fault) -> None:
    if value:
        row.wrong(name, f"The formula of this cell fails: {value}.", "Mend it, or type the value.")
    else:
        row.wrong(
            name,
            "The result of this cell's formula is not in the file.",
            "Open the file in your spreadsheet program, save it, and send it again.",
        )


def _table(kind: Kind, grid: Grid, found: Found, fields: Mapping[int, str] | None) -> Table:
    at = found.at
    notes: list[Problem] = []
    for first, last in grids.apart(grid, at, kind):
        shown = show(grid.rows[at][first])
        words = "A second table stands beside the first, and is not read."
        notes.append(Problem(at + 1, shown, shown, words, "Send it as a file of its own."))
        for row in grid.rows[at:]:
            row[first : last + 1] = [None] * len(row[first : last + 1])
    headings = grid.rows[at]
    above = grid.rows[at - 1] if at else ()
    columns = guess(kind, headings, at + 1, above, grid.rows[at + 1 :])
    said = fields if fields is not None else found.map
    if said is not None:
        columns = Columns(
            {place: name for place, name in said.items() if name and name != SPREADS},
            {place: cells for place, cells in columns.spread.items() if said.get(place) == SPREADS},
        )
    table = Table(grid, at, columns, found.map is not None, notes=notes)
    _records(kind, table)
    table.notes += _looks(table)
    return table


def _records(kind: Kind, table: Table) -> None:
    """Find the records below the headings, and say what is left out."""
    grid, at, columns = table.grid, table.at, table.columns
    known = grids.known()
    first = [plain_heading(str(cell or "")) for cell in table.headings]
    counted = "|".join(re.escape(word) for word in (*_COUNTED, *kind.counted))
    total = re.compile(_TOTAL.format(counted=counted))
    wide = len([cell for cell in table.headings if cell is not None]) > 2
    last = max((n for n, row in enumerate(grid.rows) if not is_blank(row)), default=at)
    for number in range(at + 1, len(grid.rows)):
        row = grid.rows[number]
        own = [place for place, cell in enumerate(row) if cell is not None]
        own = [place for place in own if (number, place) not in grid.filled]
        if not own:
            continue
        if grids.is_headings(row, known):
            if [plain_heading(str(cell or "")) for cell in row] == first:
                continue
            if not kind.goes_on(row, table.headings):
                _stop(table, number)
                return
        if grids.begins_a_table(row, grid.rows[number - 1]):
            _stop(table, number)
            return
        cells = _cells(columns, row)
        record = Row(number + 1, cells)
        if (
            words := _left_out(kind, grid, number, record, total, wide, number == last)
        ) is not None:
            shown = show(row[own[0]])
            if words:
                table.notes.append(
                    Problem(number + 1, "row", shown, words, "Nothing need be done.")
                )
            continue
        if not cells and not any(
            place < len(row) and row[place] is not None for place in columns.spread
        ):
            continue
        for place, name in columns.fields.items():
            if (said := grid.said.get((number, place))) is not None:
                record.notes.append(Problem(number + 1, name, show(row[place]), *said))
        if not columns.spread:
            table.rows.append(record)
            continue
        values = [row[place] if place < len(row) else None for place in columns.spread]
        if kind.titles and cells and all(value is None for value in values):
            table.rows.append(record)
        for place, added in columns.spread.items():
            value = row[place] if place < len(row) else None
            if value is not None:
                cells_of = {**cells, **added, SPREAD: value}
                heading = show(table.headings[place])
                value_row = Row(number + 1, cells_of, [], list(record.notes), heading)
                table.rows.append(value_row)


def _cells(columns: Columns, row: Sequence[Value]) -> dict[str, Value]:
    """The cells of a row by field; of two columns for one field, the one that is filled."""
    cells: dict[str, Value] = {}
    for place, name in columns.fields.items():
        value = row[place] if place < len(row) else None
        if value is not None:
            cells.setdefault(name, value)
    return cells


def _left_out(
    kind: Kind, grid: Grid, number: int, record: Row, total: re.Pattern, wide: bool, is_last: bool
) -> str | None:
    """Why a row is no record; None where it is one, empty where nothing need be said."""
    row = grid.rows[number]
    filled = [cell for cell in row if cell is not None]
    words = [cell for cell in filled if isinstance(cell, str) and not isinstance(cell, Fault)]
    leading = filled[0] if filled else None
    alone = len(filled) == 1
    if number in grid.titles and wide:
        return "A title between the rows is left out."
    if alone and isinstance(leading, str) and _FOOT.fullmatch(leading):
        return "A note below the table is left out."
    named = [record.text(name) for name in kind.totals_in]
    sums = any(total.fullmatch(plain(each)) for each in named if each) or (
        (isinstance(leading, str) and total.fullmatch(plain(leading)) is not None)
        or (not any(named) and any(total.fullmatch(plain(each)) for each in words))
    )
    if not sums and is_last and not any(named) and filled and len(words) == 0:
        sums = True  # sums without a word beside them, below the last row
    if sums and kind.leaves_out(record):
        return "A row of totals is left out: totals are worked out."
    return None


def _stop(table: Table, number: int) -> None:
    row = table.grid.rows[number]
    shown = next(show(cell) for cell in row if cell is not None)
    words = "A second table begins here; it and what is below it are not read."
    mend = "Send it as a file of its own."
    table.notes.append(Problem(number + 1, "row", shown, words, mend))
    # What it is called stands in a row of its own above its headings.
    while table.rows and table.rows[-1].number == number and len(table.rows[-1].cells) < 2:
        table.rows.pop()


def _looks(table: Table) -> Iterator[Problem]:
    """What is said by colour or hidden, which is not read, or read all the same."""
    sheet = table.grid.sheet
    if sheet is None or not table.rows:
        return
    numbers = {row.number - 1 for row in table.rows}
    coloured: dict[int, list[tuple[int, str]]] = {}
    for (row, place), colour in sorted(sheet.marks.colours.items()):
        if row in numbers:
            coloured.setdefault(place, []).append((row, colour))
    for place, found in coloured.items():
        row, colour = found[0]
        heading = table.headings[place] if place < len(table.headings) else None
        yield Problem(
            row + 1,
            table.columns.fields.get(place) or show(heading)[:40] or "colour",
            colour,
            "Cells are filled with a colour, which is not read.",
            "If the colour means something, write it in words.",
        )
    hidden = sorted(sheet.marks.hidden_rows & numbers)
    if hidden:
        words = (
            f"{len(hidden):,} hidden row{'s' * (len(hidden) > 1)} (the first is this) are read too."
        )
        yield Problem(hidden[0] + 1, "row", "", words, "Take them out if they are not wanted.")
    for place in sorted(sheet.marks.hidden_columns & set(table.columns.fields)):
        name = table.columns.fields[place]
        shown = show(table.headings[place]) if place < len(table.headings) else ""
        yield Problem(
            table.at + 1,
            name,
            shown,
            "This column is hidden, and is read.",
            "Check that it is meant.",
        )
