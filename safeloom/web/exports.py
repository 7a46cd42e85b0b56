"""Rows as files people take away: the same rows, columns and order as on the page."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import Any

import xlsxwriter
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify

from safeloom.foundation.today import today
from safeloom.kernel.cells import cell
from safeloom.web.as_at import AsAt

AT_ONCE = 2000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_response(kind: str, page: Any, rows: QuerySet, as_at: AsAt) -> HttpResponse:
    """The rows of a list as a file, for the day they are shown for."""
    headings = [column.heading for column in page.columns]
    cells = (
        [column.taken(row) for column in page.columns] for row in rows.iterator(chunk_size=AT_ONCE)
    )
    return table_response(kind, page.title, headings, cells, as_at.day)


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
    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    dated = book.add_format({"num_format": "d mmmm yyyy"})
    sheet.freeze_panes(1, 1)
    for at, heading in enumerate(headings):
        sheet.set_column(at, at, 36 if at == 0 else 18)
        sheet.write_string(0, at, str(_safe(heading)), bold)
    for down, cells in enumerate(rows, start=1):
        for at, value in enumerate(map(_safe, cells)):
            if value is None or value == "":
                continue
            if isinstance(value, date):
                sheet.write_datetime(down, at, value, dated)
            elif isinstance(value, str):
                sheet.write_string(down, at, value)
            else:
                sheet.write_number(down, at, value)
    book.close()
    file.seek(0)
    return file


def _local(moment: datetime) -> date:
    return (timezone.localtime(moment) if timezone.is_aware(moment) else moment).date()


def _csv_cell(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _safe(value: Any) -> Any:
    if isinstance(value, datetime):
        return _local(value)
    known = value is None or isinstance(value, (str, bool, int, Decimal, date))
    return cell(value if known else str(value))
