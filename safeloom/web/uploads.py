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
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from safeloom.web.bounds import SAVE as _SAVE
from safeloom.web.bounds import Bounds as Bounds
from safeloom.web.bounds import Unreadable as Unreadable
from safeloom.web.bounds import check_packed, check_size

Value = str | Decimal | date | None
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
# What reading a broken archive or workbook may raise.
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, struct.error),
    *(CalamineError, IndexError, OSError, ValueError, RuntimeError),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field of one row, and how to mend it. Rows are counted as the
    spreadsheet does: the headings are row 1."""

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


def read_table(data: bytes, bounds: Bounds | None = None) -> list[list[Value]]:
    """The rows of the first sheet of an XLSX file, or of a CSV file; text stripped, blanks None.

    CSV may be UTF-8 with or without its mark, UTF-16 with its mark, or Windows-1252, separated by
    commas, semicolons or tabs; all its values are text. Raises `Unreadable`.
    """
    bounds = bounds or Bounds()
    if len(data) > bounds.size:
        most = bounds.size // 1_000_000
        raise Unreadable(f"The file is larger than {most} MB. Send it in parts.", 413)
    if not data.strip():
        raise Unreadable("The file is empty. Send one with a row of headings and rows below it.")
    if data.startswith(b"PK"):
        return _xlsx(data, bounds)
    if data.startswith(_OLD_EXCEL):
        raise Unreadable(f"The file is an old Excel file or has a password. {_SAVE}")
    return _csv(data, bounds)


def _csv(data: bytes, bounds: Bounds) -> list[list[Value]]:
    text = _decoded(data)
    if re.match(r"\s*<(!doctype|html|\?xml|table)", text, re.I):
        raise Unreadable(f"The file holds a web page and not a table. {_SAVE}")
    if "\x00" in text or data[:4] in (b"%PDF", b"\x89PNG"):
        raise Unreadable("The file is neither a spreadsheet (.xlsx) nor a table in text (.csv).")
    first = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    if first.count(separator) >= bounds.columns:
        check_size(1, first.count(separator) + 1, bounds)
    rows: list[list[Value]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False):
            check_size(len(rows) + 1, len(row), bounds)
            rows.append([_plain(cell) for cell in row])
    except csv.Error as problem:
        raise Unreadable(f"Row {len(rows) + 1} cannot be read: {problem}. {_SAVE}") from problem
    return rows


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel in England writes as "CSV".
        return data.decode("cp1252", errors="replace")


def _xlsx(data: bytes, bounds: Bounds) -> list[list[Value]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            check_packed(packed, bounds)
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except PasswordError:
        raise Unreadable("The file has a password. Take it off and send it again.") from None
    except Unreadable:
        raise
    except _DAMAGED as e:
        raise Unreadable(f"The file is damaged or no spreadsheet. {_SAVE}") from e
    return [[_plain(cell) for cell in row] for row in rows]


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
    # A database cannot hold a null character, which a workbook may write as _x0000_.
    return " ".join(str(cell).replace("\x00", "").split(" ")).strip() or None


def is_blank(row: Sequence[Value]) -> bool:
    """Whether nothing stands in a row."""
    return all(cell is None for cell in row)
