"""A copy as one file: a page to read and a CSV a table, in a ZIP."""

import csv
import io
import zipfile
from collections.abc import Sequence
from html import escape

from safeloom.foundation.retention.copying import Table
from safeloom.kernel.cells import safe_text

_LOOK = (
    "body{font-family:system-ui,sans-serif;line-height:1.5;margin:2rem;max-width:70rem}"
    "table{border-collapse:collapse;margin-bottom:2rem}caption{text-align:left;font-weight:bold}"
    "th,td{border:1px solid #505a5f;padding:.3rem .6rem;text-align:left;vertical-align:top}"
)


def zipped(title: str, said: Sequence[str], tables: Sequence[Table]) -> bytes:
    """The archive: `copy.html` with what is `said` first, and `NN-title.csv` for each table."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("copy.html", _page(title, said, tables))
        for at, table in enumerate(tables, start=1):
            name = "-".join("".join(c if c.isalnum() else " " for c in table.title.lower()).split())
            archive.writestr(f"{at:02d}-{name}.csv", _csv(table))
    return out.getvalue()


def _page(title: str, said: Sequence[str], tables: Sequence[Table]) -> str:
    words = "".join(f"<p>{escape(each)}</p>" for each in said)
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_LOOK}</style></head><body><main><h1>{escape(title)}</h1>{words}"
        f"{''.join(_drawn(table) for table in tables)}</main></body></html>"
    )


def _drawn(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in table.headings)
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in table.rows
    )
    return (
        f"<h2>{escape(table.title)}</h2><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.headings)
    writer.writerows([safe_text(cell) for cell in row] for row in table.rows)
    return "\ufeff" + out.getvalue()
