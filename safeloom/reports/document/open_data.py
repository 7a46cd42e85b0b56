"""A document's numbers as open data: CSV that the figure check reads, and JSON."""

import csv
import io
import json
import re

from safeloom.kernel.cells import safe_text
from safeloom.kernel.printed import NotANumber, read
from safeloom.reports.document.addresses import address
from safeloom.reports.document.tree import Document, FigureRow

COLUMNS = (
    "id",
    "section",
    "entity",
    "measure",
    "period",
    "value",
    "unit",
    "rule",
    "terms",
    "source",
    "source_url",
)
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def figures_csv(document: Document) -> str:
    """The figures as CSV, a row each, LF, with the columns that the figure check reads.

    A text that a spreadsheet would run as a formula is put behind an apostrophe; numbers below zero
    stay as printed, since a spreadsheet reads them as numbers. No cell holds a line break.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in document.figures:
        writer.writerow([_harmless(text) for text in _texts(document, row)])
    return out.getvalue()


def figures_json(document: Document) -> str:
    """The figures as JSON, with what the report is; terms are a list. Values are as printed."""
    figures = [
        dict(zip(COLUMNS, _texts(document, row), strict=True)) | {"terms": list(row.terms)}
        for row in document.figures
    ]
    about = {
        "title": document.title,
        "partnership": document.partnership,
        "period": document.period,
        "status": document.status,
        "date": document.date.isoformat() if document.date else None,
    }
    return json.dumps({**about, "figures": figures}, ensure_ascii=False, indent=1) + "\n"


def _texts(document: Document, row: FigureRow) -> tuple[str, ...]:
    return (
        row.id,
        row.section,
        row.entity,
        row.measure,
        row.period,
        row.value,
        row.unit,
        row.rule,
        " ".join(row.terms),
        row.source.title,
        address(row.source.url, document.site),
    )


def _harmless(text: str) -> str:
    text = _BREAKS.sub(" ", text).strip()
    safe = safe_text(text)
    if safe == text:
        return text
    try:
        read(text)
    except NotANumber:
        return safe
    return text
