"""A file of figures: CSV in UTF-8, a header row, a figure a row."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from safeloom.kernel.figures import Figure, Outcome, Unreadable, check, from_rows
from safeloom.systems.figure_check.bounds import within_bounds

NEEDED = ("id", "value", "rule", "terms")
_FILE = 0  # the row that stands for the whole file; row 1 is the header


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, and the figures of the file by id; of a repeated id the first."""

    outcome: Outcome
    figures: Mapping[str, Figure]


class _UnusableError(Exception):
    """Nothing in the file can be read; carries the problems."""

    def __init__(self, *problems: Unreadable) -> None:
        super().__init__()
        self.problems = problems


def check_file(path: Path) -> Outcome:
    """Check the figures of a file.

    Columns are found by name, in any order, and others are let be. What is wrong with the file
    itself (missing, not UTF-8, a column missing, a row of another length) is in `unreadable`, where
    row 0 is the file and row 1 its header; nothing is raised for it.
    """
    try:
        return check_bytes(path.read_bytes())
    except FileNotFoundError:
        problem = f"there is no file {path}; check the name"
    except IsADirectoryError:
        problem = f"{path} is a folder; name a CSV file in it"
    except OSError as error:
        problem = f"{path} cannot be read: {error.strerror}"
    return Outcome(0, (), (Unreadable(_FILE, "file", problem),))


def check_bytes(content: bytes) -> Outcome:
    """Check the figures in a file's content, as `check_file` does."""
    return look_through(content).outcome


def look_through(content: bytes, *, bounded: bool = False) -> Checked:
    """Check the figures in a file's content, and give them too.

    Raises `TooMuch` where it is `bounded` and asks for more than is worked out at once.
    """
    try:
        figures, ragged = _figures(_text(content))
    except _UnusableError as unusable:
        return Checked(Outcome(0, (), unusable.problems), {})
    if bounded:
        within_bounds(figures)
    outcome = check(figures)
    unreadable = sorted((*outcome.unreadable, *ragged), key=lambda each: (each.row, each.field))
    by_id = {figure.id: figure for figure in reversed(figures) if figure.id}
    return Checked(Outcome(outcome.checked, outcome.wrong, tuple(unreadable)), by_id)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        problem = "is not UTF-8 text; save the file as “CSV UTF-8” and try again"
        raise _UnusableError(Unreadable(row, "file", problem)) from None


def _figures(text: str) -> tuple[list[Figure], list[Unreadable]]:
    rows = _rows(text)
    if not rows:
        raise _UnusableError(
            Unreadable(_FILE, "file", "is empty; it needs a header row and figures")
        )
    header = [name.strip() for name in rows[0]]
    problems = [
        Unreadable(1, name, f"the header has {header.count(name) or 'no'} columns named “{name}”")
        for name in NEEDED
        if header.count(name) != 1
    ]
    if problems:
        raise _UnusableError(*problems)
    whole, ragged = [], []
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) == len(header):
            whole.append((number, cells))
        else:
            ragged.append(_ragged(number, cells, header))
    return list(from_rows(header, whole)), ragged


def _rows(text: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error as error:
        problem = f"is not well-formed CSV here ({error}); look for a quotation mark left open"
        raise _UnusableError(Unreadable(len(rows) + 1, "file", problem)) from None
    return rows


def _ragged(number: int, cells: list[str], header: list[str]) -> Unreadable:
    counts = f"the row has {len(cells)} cells and the header {len(header)}"
    if len(cells) < len(header):
        return Unreadable(number, header[len(cells)], f"{counts}; cells are missing from here on")
    return Unreadable(number, "row", f"{counts}; put a value that holds a comma in quotation marks")
