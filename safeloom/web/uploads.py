"""Tables out of files people send: CSV and XLSX, whatever wrote them, within fixed bounds.

A file is judged by what is in it and never by its name. Nothing larger than the bounds is unpacked.
"""

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

Value = str | Decimal | date | None
_CHUNK = 1 << 20
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]{0,200}?\br="([A-Z]{1,3})([0-9]{1,7})"')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]{0,200}?\br="([0-9]{1,9})"')
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_SAVE = "Open it in your spreadsheet program and save it as .xlsx or .csv."


class Unreadable(Exception):
    """No table can be had from the file; the message says why and what to do. `status` is that of
    the answer: 413 where it is too large, 422 otherwise."""

    def __init__(self, message: str, status: int = 422) -> None:
        super().__init__(message)
        self.status = status


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


@dataclass(frozen=True)
class Bounds:
    """The most that is taken: bytes of the file, bytes unpacked, rows and columns."""

    size: int = 10_000_000
    unpacked: int = 150_000_000
    rows: int = 50_000
    columns: int = 100


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
    rows: list[list[Value]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False):
            rows.append([_plain(cell) for cell in row])
            _check_size(len(rows), len(row), bounds)
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
            _check_packed(packed, bounds)
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except PasswordError:
        raise Unreadable("The file has a password. Take it off and send it again.") from None
    except Unreadable:
        raise
    except (zipfile.BadZipFile, CalamineError, IndexError, OSError, ValueError, RuntimeError) as e:
        raise Unreadable(f"The file is damaged or no spreadsheet. {_SAVE}") from e
    return [[_plain(cell) for cell in row] for row in rows]


def _check_packed(packed: zipfile.ZipFile, bounds: Bounds) -> None:
    """Refuse what would unpack to too much, before anything else opens it. What the archive claims
    is not believed: each part is unpacked and counted."""
    parts = packed.infolist()
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise Unreadable(f"The file is a ZIP archive and no .xlsx spreadsheet. {_SAVE}")
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Unreadable("The file holds macros (.xlsm), which are not taken. Save it as .xlsx.")
    left = bounds.unpacked
    too_large = Unreadable("The file unpacks to far more than a table of returns holds.", 413)
    if len(parts) > 1000 or sum(part.file_size for part in parts) > left:
        raise too_large
    for part in parts:
        sheet = part.filename.startswith("xl/worksheets/")
        rest = b""
        with packed.open(part) as opened:
            while chunk := opened.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise too_large
                if sheet:
                    _check_places(rest + chunk, bounds)
                    rest = chunk[-300:]


def _check_places(text: bytes, bounds: Bounds) -> None:
    """A single cell far away would make the whole sheet between as large."""
    for column, row in _CELL.findall(text):
        number = 0
        for letter in column:
            number = number * 26 + letter - 64
        _check_size(int(row), number, bounds)
    for row in _ROW.findall(text):
        _check_size(int(row), 1, bounds)


def _check_size(rows: int, columns: int, bounds: Bounds) -> None:
    if rows > bounds.rows:
        raise Unreadable(f"The table has more than {bounds.rows:,} rows. Send it in parts.", 413)
    if columns > bounds.columns:
        raise Unreadable(
            f"The table has more than {bounds.columns} columns. Take out what is not needed.", 413
        )


def _plain(cell: object) -> Value:
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float):
        # A spreadsheet keeps 15 digits; the binary rest is not what anybody typed.
        return Decimal(f"{cell:.15g}")
    if isinstance(cell, int):
        return Decimal(cell)
    if isinstance(cell, datetime):
        return cell.date()
    if cell is None or isinstance(cell, date):
        return cell
    return " ".join(str(cell).split(" ")).strip() or None


def is_blank(row: Sequence[Value]) -> bool:
    """Whether nothing stands in a row."""
    return all(cell is None for cell in row)
