"""A sheet with its cells cleaned and its merged cells filled, and where in it the table stands."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from safeloom.web.imports.cleaning import (
    alphabet_of,
    clean,
    looks_like,
    mended,
    plain_heading,
    unmasked,
)
from safeloom.web.imports.columns import headings_of, known_headings
from safeloom.web.imports.kind import SPREAD, Kind
from safeloom.web.imports.maps import Maps, digest_of
from safeloom.web.uploads import Fault, Sheet, Value, is_blank

Place = tuple[int, int]
# Headings stand somewhere in the first rows, below what a file is called.
_HEADINGS_WITHIN = 100
_NUMBERED = re.compile(r"(?:table|part|section|list) (?:[0-9]+|[a-d])\b.*", re.I)


@dataclass
class Grid:
    """`said` holds of cells that were not taken as they stand what is to be said of them: problem and
    mend. `filled` are the cells that only repeat the merged cell they belong to; `titles` are rows that
    are one merged cell."""

    name: str
    rows: list[list[Value]]
    said: dict[Place, tuple[str, str]] = field(default_factory=dict)
    filled: set[Place] = field(default_factory=set)
    titles: set[int] = field(default_factory=set)
    sheet: Sheet | None = None


def grid_of(sheet: Sheet) -> Grid:
    """A sheet as it was meant."""
    grid = Grid(sheet.name, [list(row) for row in sheet.rows], sheet=sheet)
    for at, row in enumerate(grid.rows):
        for place, value in enumerate(row):
            if isinstance(value, str) and not isinstance(value, Fault):
                row[place] = _text(grid, at, place, value)
    for top, left, end, right in sheet.merged:
        _fill(grid, top, left, end, right)
    return grid


def _text(grid: Grid, at: int, place: int, value: str) -> str | None:
    text = clean(value)
    if text.isascii():
        return text or None
    if (fixed := mended(text)) != text:
        grid.said[at, place] = (
            f"It was saved in the wrong encoding, and is taken as “{fixed[:80]}”.",
            "Save the file as UTF-8.",
        )
        text = fixed
    text, letter = unmasked(text)
    if letter:
        grid.said[at, place] = (
            f"It holds “{letter}”, a {alphabet_of(letter)} letter that looks like "
            f"“{looks_like(letter)}”, and is taken as “{text[:80]}”.",
            "Type it again.",
        )
    elif "\ufffd" in text:
        grid.said[at, place] = ("A letter of it could not be read.", "Check it, and type it again.")
    return text or None


def _fill(grid: Grid, top: int, left: int, end: int, right: int) -> None:
    """Repeat a merged cell downwards: it is said of each of its rows. Sideways it is a title."""
    value = grid.rows[top][left] if top < len(grid.rows) and left < len(grid.rows[top]) else None
    if value is None:
        return
    # A merged cell may be said to reach down to a row that is none.
    last = min(end, len(grid.rows) - 1)
    if right > left and sum(cell is not None for cell in grid.rows[top]) == 1:
        grid.titles |= set(range(top, last + 1))
        return
    for at in range(top + 1, last + 1):
        row = grid.rows[at]
        row.extend([None] * (left + 1 - len(row)))
        row[left] = value
        grid.filled.add((at, left))
    if end > top:
        words = f"One cell stands for rows {top + 1:,} to {end + 1:,}, and is taken for each."
        grid.said.setdefault((top, left), (words, "Check that it is meant for all of them."))


@dataclass(frozen=True)
class Found:
    """Where the headings of a table stand, how many are known, and whether enough of them are.
    `map` is what was remembered about them."""

    at: int
    known: int
    enough: bool
    map: Mapping[int, str] | None = None


def find_headings(grid: Grid, kind: Kind, maps: Maps) -> Found | None:
    """The row of headings: one that is remembered, or the one that knows most of the usual headings,
    or else the widest row of words near the top. None in an empty sheet."""
    usual = headings_of(kind)
    best: Found | None = None
    widest, width = None, 0
    for at, row in enumerate(grid.rows[:_HEADINGS_WITHIN]):
        if is_blank(row):
            continue
        if maps and (remembered := maps.get(digest_of(row))) is not None:
            return Found(at, len(remembered), True, remembered)
        above = grid.rows[at - 1] if at else ()
        known = {usual.get(plain_heading(cell)) for cell in row if isinstance(cell, str)} - {None}
        spread = [
            kind.spread(place, cell, above) for place, cell in enumerate(row) if cell is not None
        ]
        added = {name for cells in spread if cells for name in (SPREAD, *cells)}
        enough = all((known | added) & set(any_of) for any_of in kind.needs)
        score = len(known) + min(sum(cells is not None for cells in spread), 3)
        if score and (best is None or (enough, score) > (best.enough, best.known)):
            best = Found(at, score, enough)
        words = len([cell for cell in row if isinstance(cell, str)])
        if words > width and at < 30 and at not in grid.titles:
            widest, width = at, words
    if best is not None and (best.enough or best.known > 1):
        return best
    return Found(widest, 0, False) if widest is not None else best


def is_headings(row: Sequence[Value], known: frozenset[str]) -> bool:
    """Whether a row below the first headings is another row of headings."""
    cells = [cell for cell in row if cell is not None]
    if len(cells) < 2 or not all(isinstance(cell, str) for cell in cells):
        return False
    if not any(cell.casefold().strip(" :*") in known for cell in cells):
        return False
    hits = sum(plain_heading(cell) in known for cell in cells)
    return hits >= 2 and hits * 10 >= len(cells) * 6


def begins_a_table(row: Sequence[Value], before: Sequence[Value]) -> bool:
    """Whether a row is the title of a further table: `Table 2: groups` after a blank row."""
    cells = [cell for cell in row if cell is not None]
    alone = len(cells) == 1 and isinstance(cells[0], str)
    return alone and is_blank(before) and _NUMBERED.fullmatch(cells[0]) is not None


def apart(grid: Grid, at: int, kind: Kind) -> list[tuple[int, int]]:
    """The first and last columns of tables that stand beside the one that is read. A blank column
    between headings parts two tables where the second repeats a field of the first, or ends on
    another row; otherwise it is only space."""
    row, below = grid.rows[at], grid.rows[at + 1 :]
    blocks: list[list[int]] = []
    for place, cell in enumerate(row):
        if cell is None and all(place >= len(each) or each[place] is None for each in below):
            blocks.append([])
        else:
            if not blocks:
                blocks.append([])
            blocks[-1].append(place)
    blocks = [block for block in blocks if block and any(row[at_] is not None for at_ in block)]
    if len(blocks) < 2:
        return []
    usual = headings_of(kind)

    def fields(block: list[int]) -> set[str | None]:
        return {usual.get(plain_heading(str(row[place] or ""))) for place in block} - {None}

    def last(block: list[int]) -> int:
        filled = [
            number
            for number, each in enumerate(below)
            if any(place < len(each) and each[place] is not None for place in block)
        ]
        return filled[-1] if filled else -1

    main = max(blocks, key=lambda block: len(fields(block)))
    return [
        (block[0], block[-1])
        for block in blocks
        if block is not main
        and len(block) > 1
        and (fields(block) & fields(main) or last(block) != last(main))
    ]


def known() -> frozenset[str]:
    """The headings that tell a row of headings from a record."""
    return known_headings()
