"""A table of a Word file: its header row repeats, it has a title and a description."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from safeloom.reports.document.columns import height, widths
from safeloom.reports.document.docx_look import TEXT_WIDTH
from safeloom.reports.document.docx_text import paragraph, quoted, text
from safeloom.reports.document.tree import Column

_LINE, _SMALL_LINE = 84, 96  # characters, about, across the page; in small print
_UNBROKEN = 22  # lines: a table this short stays on one page
_PADDING = "xx"  # a cell's edges, in characters
_MOST_LARGE, _MOST_SMALL = 6, 10  # columns

_TIGHT = (
    '<w:tblCellMar><w:top w:w="24" w:type="dxa"/><w:bottom w:w="24" w:type="dxa"/></w:tblCellMar>'
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its words, to measure them, and its finished runs."""

    plain: str
    inner: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table ready to be written. The rows of `heads` name those below them; `spanned`: its one cell
    goes across all columns. `whole`: it stays on one page if it is short."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heads: frozenset[int] = frozenset()
    dense: bool = False
    spanned: bool = False
    whole: bool = True


def grid(table: Grid) -> str:
    """The table's XML."""
    size = _size(table)
    measured = [[f"{column.heading}{_PADDING}" for column in table.columns]]
    if not table.spanned:
        measured += [[f"{cell.plain}{_PADDING}" for cell in row] for row in table.rows]
    kinds = [column.kind for column in table.columns]
    across, shares = widths(measured, kinds, _SMALL_LINE if size != 20 else _LINE)
    room = _exact(TEXT_WIDTH * across // 100, shares)
    whole = table.whole and not table.heads and height(measured, across, shares) <= _UNBROKEN
    last = len(table.rows) - 1
    head = [
        _cell(Cell("", text(column.heading)), wide, f"{_kind('Heading', column)}{size}", stay=whole)
        for column, wide in zip(table.columns, room, strict=True)
    ]
    body = "".join(
        _row(_across(row[0], room, f"TableHeading{size}"))
        if at in table.heads or table.spanned
        else _row(
            _cell(cell, wide, f"{_kind('Text', column)}{size}", stay=whole and at < last)
            for cell, column, wide in zip(row, table.columns, room, strict=True)
        )
        for at, row in enumerate(table.rows)
    )
    return f"<w:tbl>{_about(table, room)}{_row(head, repeated=True)}{body}</w:tbl>"


def _about(table: Grid, room: Sequence[int]) -> str:
    told = f"Columns: {'; '.join(column.heading for column in table.columns)}."
    columns = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in room)
    return (
        f'<w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{sum(room)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f"{_TIGHT if table.dense else ''}"
        '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0"'
        ' w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoted(table.title)}/><w:tblDescription w:val={quoted(told)}/></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>"
    )


def _row(cells: Iterable[str], repeated: bool = False) -> str:
    # Rows may break: LibreOffice loses the rest of a table whose rows may not, below a heading.
    header = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if repeated else ""
    return f"<w:tr>{header}{''.join(cells)}</w:tr>"


def _cell(cell: Cell, wide: int, style: str, stay: bool) -> str:
    keep = "<w:keepNext/>" if stay else ""
    inner = paragraph(style, cell.inner, keep)
    return f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/></w:tcPr>{inner}</w:tc>'


def _across(cell: Cell, room: Sequence[int], style: str) -> list[str]:
    span = f'<w:gridSpan w:val="{len(room)}"/>' if len(room) > 1 else ""
    inner = paragraph(style, cell.inner, "<w:keepNext/>")
    return [f'<w:tc><w:tcPr><w:tcW w:w="{sum(room)}" w:type="dxa"/>{span}</w:tcPr>{inner}</w:tc>']


def _kind(kind: str, column: Column) -> str:
    if column.kind == "text":
        return f"Table{kind}"
    return "TableHeadingNumber" if kind == "Heading" else "TableNumber"


def _size(table: Grid) -> int:
    """In half points: one of the sizes that there are styles for."""
    columns = len(table.columns)
    if columns <= _MOST_LARGE:
        return 18 if table.dense else 20
    return 18 if columns <= _MOST_SMALL else 15


def _exact(total: int, shares: Sequence[int]) -> list[int]:
    return [total * share // sum(shares) for share in shares]
