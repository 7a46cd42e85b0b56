"""Rows as files people take away: the same rows, columns and order as on the page."""

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from itertools import chain, islice
from typing import IO, Any

import xlsxwriter
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify

from safeloom.foundation.today import today
from safeloom.kernel.cells import cell
from safeloom.web.as_at import AsAt
from safeloom.web.sheet_lines import Lines

AT_ONCE = 2000
# What the name of a sheet may not hold.
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_response(kind: str, page: Any, rows: QuerySet, as_at: AsAt) -> HttpResponse:
    """The rows of a list as a file, for the day they are shown for."""
    headings = [column.heading for column in page.columns]
    cells = ([column.taken(row) for column in page.columns] for row in _read(page, rows))
    return table_response(kind, page.title, headings, cells, as_at.day)


def _read(page: Any, rows: QuerySet) -> Iterator[Any]:
    """The rows, prepared a batch at a time where the list asks for it."""
    ahead = rows.iterator(chunk_size=AT_ONCE)
    while batch := list(islice(ahead, AT_ONCE)):
        if page.prepare:
            page.prepare(batch)
        yield from batch


def table_response(
    kind: str,
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Any]],
    day: date | None = None,
) -> HttpResponse:
    """A `csv` (UTF-8 with a mark, so that spreadsheet programs read it right) or `xlsx` file, named
    by its title and the day; no text in it can act as a formula."""
    name = f"{slugify(title)}-{(day or today()).isoformat()}.{kind}"
    if kind == "csv":
        response: HttpResponse = StreamingHttpResponse(
            _csv_lines(headings, rows), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    book = _workbook(headings, rows)
    return FileResponse(book, as_attachment=True, filename=name, content_type=XLSX)


def _csv_lines(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    line = io.StringIO()
    writer = csv.writer(line)
    yield "\ufeff".encode()
    for cells in chain([headings], rows):
        writer.writerow([_csv_cell(_safe(value)) for value in cells])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def _workbook(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> Any:
    # Closed by the response; a workbook of a whole nation does not fit in memory.
    file = tempfile.TemporaryFile()  # noqa: SIM115
    write_workbook(file, [Sheet("", headings, rows)])
    file.seek(0)
    return file


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: its name (empty: the program's own), headings, and rows as they come."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]
    widths: Sequence[int] = ()


def write_workbook(file: IO[bytes], sheets: Iterable[Sheet]) -> None:
    """Write sheets into a file, row by row: memory does not grow with them. No text acts as a formula."""
    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    bold = book.add_format({"bold": True})
    dated = book.add_format({"num_format": "d mmmm yyyy"})
    for one in sheets:
        sheet = book.add_worksheet(_SHEET_NAME.sub(" ", one.title)[:31] or None, Lines)
        sheet.freeze_panes(1, 1)
        for at, heading in enumerate(one.headings):
            wide = one.widths[at] if at < len(one.widths) else 36 if at == 0 else 18
            sheet.set_column(at, at, wide)
            sheet.write_string(0, at, str(_safe(heading)), bold)
        for down, cells in enumerate(one.rows, start=1):
            sheet.write_line(down, map(_safe, cells), dated)
    book.close()


def write_csv(file: IO[bytes], headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows as CSV into a file, as `table_response` sends them."""
    for line in _csv_lines(headings, rows):
        file.write(line)


def _local(moment: datetime) -> date:
    return (timezone.localtime(moment) if timezone.is_aware(moment) else moment).date()


def _csv_cell(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _safe(value: Any) -> Any:
    if isinstance(value, str):
        return _safe_words(value) if len(value) < _SHORT else cell(value)
    if isinstance(value, datetime):
        return _local(value)
    known = value is None or isinstance(value, (bool, int, Decimal, date))
    return cell(value if known else str(value))


# Columns hold the same few words again and again.
_SHORT = 60


@lru_cache(maxsize=4096)
def _safe_words(words: str) -> Any:
    return cell(words)
