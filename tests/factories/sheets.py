"""Spreadsheets for tests of files in: small, invented, as awkward as those that people send."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import xlsxwriter

from safeloom.foundation.identity.models import Partnership
from safeloom.web.imports import engine
from safeloom.web.imports.looking import Preview


def csv(*lines: str, encoding: str = "utf-8") -> bytes:
    """Lines of a file in text."""
    return "\r\n".join(lines).encode(encoding)


def xlsx(
    rows: Sequence[Sequence[Any]], dress: Callable[[Any, Any], None] | None = None, **options: Any
) -> bytes:
    """A workbook of one sheet called `Sheet1`; `dress` does what is awkward to book and sheet."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, **options})
    sheet = book.add_worksheet("Sheet1")
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if value is not None:
                sheet.write(number, place, value)
    if dress is not None:
        dress(book, sheet)
    book.close()
    return made.getvalue()


def look(kind: str, partnership: Partnership, data: bytes, **said: Any) -> Preview:
    """What a file would write."""
    return engine.preview(engine.kinds()[kind], partnership, data, name="sent.xlsx", **said)


def told(found: Sequence) -> list[tuple[int, str]]:
    """Row and field of problems or notes."""
    return [(each.row, each.field) for each in found]
