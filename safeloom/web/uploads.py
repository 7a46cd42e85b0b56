"""Tables out of files people send: CSV and XLSX, whatever wrote them, within fixed bounds.

A file is judged by what is in it and never by its name. Nothing larger than the bounds is unpacked.
"""

import csv
import io
import math
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import islice

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from safeloom.web.bounds import SAVE as _SAVE
from safeloom.web.bounds import Bounds as Bounds
from safeloom.web.bounds import Unreadable as Unreadable
from safeloom.web.bounds import check_packed, check_size
from safeloom.web.sheets import Marks, marks_of

Value = str | Decimal | date | None
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
# What reading a broken archive or workbook may raise.
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError),
    *(CalamineError, IndexError, KeyError, OSError, ValueError, RuntimeError, MemoryError),
)
_SEPARATORS = ",;\t|"
# A spreadsheet program lets a cell hold no more; whoever made one by hand makes us work for nothing.
_LONGEST = 32_767


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field of one row, and how to mend it. Rows are counted as the
    spreadsheet does: the first is row 1, whatever stands in it."""

    row: int
    field: str
    value: str
    problem: str
    mend: str


class RowsRefused(Exception):
    """Something is wrong with the rows that were given, so nothing was written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{each.problem} {each.mend}" for each in problems[:3]))
        self.problems = list(problems)


@dataclass
class Sheet:
    """One sheet: its rows, and what it says beside them. `merged` holds the first and last row and
    column of each merged cell, counted from 0."""

    name: str
    rows: list[list[Value]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)


@dataclass
class Book:
    """The sheets of a file that are shown, and the names of those that are hidden."""

    sheets: list[Sheet]
    hidden: list[str] = field(default_factory=list)


def read_table(data: bytes, bounds: Bounds | None = None) -> list[list[Value]]:
    """The rows of the first sheet of an XLSX file, or of a CSV file; text stripped, blanks None.

    CSV may be UTF-8 with or without its mark, UTF-16, or Windows-1252, separated by commas,
    semicolons, tabs or bars; all its values are text. Raises `Unreadable`.
    """
    return read_book(data, bounds, most_sheets=1).sheets[0].rows


def read_book(data: bytes, bounds: Bounds | None = None, most_sheets: int = 5) -> Book:
    """The shown sheets of a file, the first few of them; a CSV file has one. Raises `Unreadable`."""
    bounds = bounds or Bounds()
    if len(data) > bounds.size:
        most = bounds.size // 1_000_000
        raise Unreadable(f"The file is larger than {most} MB. Send it in parts.", 413)
    if not data.strip():
        raise Unreadable("The file is empty. Send one with a row of headings and rows below it.")
    if data.startswith(b"PK"):
        return _xlsx(data, bounds, most_sheets)
    if data.startswith(_OLD_EXCEL):
        if _PASSWORD in data:
            raise Unreadable("The file has a password. Take it off and send it again.")
        raise Unreadable(f"The file is an old Excel file or has a password. {_SAVE}")
    return Book([Sheet("", _csv(data, bounds))])


def _csv(data: bytes, bounds: Bounds) -> list[list[Value]]:
    text = _decoded(data)
    if re.match(r"\s*<(!doctype|html|\?xml|table|head|body|meta|!--)", text, re.I):
        raise Unreadable(f"The file holds a web page and not a table. {_SAVE}")
    if "\x00" in text or data[:4] in (b"%PDF", b"\x89PNG", b"{\\rt", b"GIF8"):
        raise Unreadable("The file is neither a spreadsheet (.xlsx) nor a table in text (.csv).")
    if said := re.match(r"sep=(.)\r?\n", text):
        # Meant for the spreadsheet program, which does not show it as a row either.
        separator, text = said[1], text[said.end() :]
    else:
        separator = _separator(text, bounds)
    rows: list[list[Value]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False):
            check_size(len(rows) + 1, len(row), bounds)
            rows.append([_plain(cell) for cell in row])
    except (csv.Error, TypeError) as problem:
        raise Unreadable(f"Row {len(rows) + 1} cannot be read: {problem}. {_SAVE}") from problem
    return rows


def _separator(text: str, bounds: Bounds) -> str:
    """What stands between cells: what cuts most of the first rows into the same number of cells."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    likeliest = max(_SEPARATORS, key=first.count)
    if first.count(likeliest) >= bounds.columns:
        check_size(1, first.count(likeliest) + 1, bounds)
    best, found = 0, likeliest
    for separator in _SEPARATORS:
        if separator not in text[:65_536]:
            continue
        reader = csv.reader(io.StringIO(text[:65_536], newline=""), delimiter=separator)
        try:
            widths = Counter(len(row) for row in islice(reader, 60) if len(row) > 1)
        except csv.Error:
            continue
        width, often = widths.most_common(1)[0] if widths else (1, 0)
        score = often * 100 + min(width, 99)
        if score > best:
            best, found = score, separator
    return found


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    # Text in two bytes a letter whose mark was lost: every other byte of English is nothing.
    start = data[:400]
    for order, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if len(zeros) > 3 and zeros.count(0) > len(zeros) * 0.7:
            return data.decode(order, errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel in England writes as "CSV".
        return data.decode("cp1252", errors="replace")


def _xlsx(data: bytes, bounds: Bounds, most_sheets: int) -> Book:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            check_packed(packed, bounds)
            with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
                return _sheets(book, packed, most_sheets)
    except PasswordError:
        raise Unreadable("The file has a password. Take it off and send it again.") from None
    except Unreadable:
        raise
    except _DAMAGED as e:
        raise Unreadable(f"The file is damaged or no spreadsheet. {_SAVE}") from e


def _sheets(book: CalamineWorkbook, packed: zipfile.ZipFile, most: int) -> Book:
    kinds = book.sheets_metadata
    tables = [each for each in kinds if each.typ == SheetTypeEnum.WorkSheet]
    shown = [each.name for each in tables if each.visible == SheetVisibleEnum.Visible]
    if not shown:
        raise Unreadable(f"The workbook shows no sheet. {_SAVE}")
    hidden = [each.name for each in tables if each.name not in shown]
    return Book([_sheet(book, packed, name) for name in shown[:most]], hidden)


def _sheet(book: CalamineWorkbook, packed: zipfile.ZipFile, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    rows = [[_plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    marks = marks_of(packed, name)
    for (row, column), shown in marks.errors.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = Fault(shown)
    for row, column in marks.percent:
        value = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
        if isinstance(value, Decimal):
            # What is shown as 85% is kept as 0.85; what was meant is not in doubt.
            rows[row][column] = f"{(value * 100).normalize():f}%"
    merged = [
        (top, left, end, right) for (top, left), (end, right) in sheet.merged_cell_ranges or ()
    ]
    return Sheet(name, rows, merged, marks)


class Fault(str):
    """In place of a value: what a failed formula shows (`#REF!`), or nothing where the result of a
    formula is not in the file."""

    __slots__ = ()


def _plain(cell: object) -> Value:
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float):
        if not math.isfinite(cell):
            return str(cell)
        # A spreadsheet keeps 15 digits; the binary rest is not what anybody typed.
        return Decimal(f"{cell:.15g}")
    if isinstance(cell, int):
        return Decimal(cell)
    if isinstance(cell, datetime):
        return cell.date()
    if cell is None or isinstance(cell, date):
        return cell
    if isinstance(cell, str) and len(cell) > _LONGEST:
        raise Unreadable(
            f"A cell holds more than {_LONGEST:,} characters. Shorten it, or take it out.", 413
        )
    # A database cannot hold a null character, which a workbook may write as _x0000_.
    return str(cell).replace("\x00", "").replace("\xa0", " ").strip() or None


def is_blank(row: Sequence[Value]) -> bool:
    """Whether nothing stands in a row."""
    return all(cell is None for cell in row)
