"""Files that are made to harm: refused before they cost memory or time, never half-read."""

import contextlib
import io
import random
import zipfile
from decimal import Decimal

import pytest
import xlsxwriter

from safeloom.web.imports.grid import grid_of
from safeloom.web.uploads import Bounds, Sheet, Unreadable, read_table

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACK = "http://schemas.openxmlformats.org/package/2006"
SMALL = Bounds(rows=20, columns=5, cells=60)


def book(rows: str, part: str = "xl/worksheets/sheet1.xml", **more: str) -> bytes:
    """A workbook whose only sheet holds `rows` as they are written, in a part of any name."""
    made = io.BytesIO()
    relation = (
        f'<Relationships xmlns="{_PACK}/relationships"><Relationship Id="r1"'
        f' Type="{_LINK}/{{kind}}" Target="{{target}}"/></Relationships>'
    )
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", f'<Types xmlns="{_PACK}/content-types"/>')
        packed.writestr(
            "_rels/.rels", relation.format(kind="officeDocument", target="xl/workbook.xml")
        )
        packed.writestr(
            "xl/_rels/workbook.xml.rels", relation.format(kind="worksheet", target=f"/{part}")
        )
        packed.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINK}"><sheets>'
            '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        packed.writestr(part, sheet)
        for name, content in more.items():
            packed.writestr(name.replace("__", "/") + ".xml", content)
    return made.getvalue()


def cell(attributes: str) -> str:
    """A row of one plain cell, and a row of one cell with these attributes."""
    return f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c {attributes}><v>2</v></c></row>'


def test_a_plain_workbook_is_read():
    assert read_table(book(cell('r="B2"')), SMALL) == [[Decimal(1), None], [None, Decimal(2)]]


@pytest.mark.parametrize(
    "attributes",
    [
        'r="XFD1048576"',
        "r='XFD1048576'",
        'r="xfd1048576"',
        'r = "XFD1048576"',
        f's="{"1" * 400}" r="XFD1048576"',
        'x=">" r="XFD1048576"',
        'x=\'">\' r="XFD1048576"',
        'r="XF&#68;1048576"',
    ],
)
def test_a_cell_far_away_is_seen_however_it_is_written(attributes):
    with pytest.raises(Unreadable):
        read_table(book(cell(attributes)), SMALL)


@pytest.mark.parametrize("part", ["xl/other/sheet1.xml", "xl/Worksheets/sheet1.xml", "x.bin"])
def test_a_cell_far_away_is_seen_in_whatever_part_it_stands(part):
    with pytest.raises(Unreadable) as refused:
        read_table(book(cell('r="XFD1048576"'), part), SMALL)
    assert refused.value.status == 413


@pytest.mark.parametrize(
    "rows",
    [
        "<row>" + "<c><v>1</v></c>" * 6 + "</row>",
        "<row/>" * 20 + "<row><c><v>1</v></c></row>",
        "<x:row r='21' xmlns:x='y'/>",
        '<row r="1">' + '<c r="A1"/>' * 60 + "</row>",
    ],
)
def test_cells_without_a_place_are_counted(rows):
    with pytest.raises(Unreadable) as refused:
        read_table(book(rows), SMALL)
    assert refused.value.status == 413


def test_countless_shared_texts_are_refused():
    with pytest.raises(Unreadable) as refused:
        read_table(book(cell('r="B2"'), xl__sharedStrings="<sst>" + "<si/>" * 61 + "</sst>"), SMALL)
    assert refused.value.status == 413


def test_a_cell_of_endless_text_is_refused():
    """A hundred kilobytes may unpack to a hundred million letters that every look at a cell goes through."""
    said = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'
    assert read_table(book(said.format("a" * 32_767)), SMALL)
    with pytest.raises(Unreadable, match="more than 32,767 characters"):
        read_table(book(said.format("a" * 32_768)), SMALL)


def test_a_merged_cell_ends_where_the_sheet_does():
    """Each may be said to reach over a million rows that are not there, and there may be thousands."""
    ends = 1_048_575, 16_383
    grid = grid_of(Sheet("a", [["Title", None], ["Name", "Post"]], [(0, 0, *ends)] * 3))
    assert grid.titles == {0, 1}


def test_a_tag_cut_in_two_by_reading_in_parts_is_seen(monkeypatch):
    monkeypatch.setattr("safeloom.web.bounds._CHUNK", 7)
    with pytest.raises(Unreadable):
        read_table(book(cell('r="F2"')), SMALL)


def test_numbers_that_are_none_and_null_characters():
    said = '<c r="B2" t="inlineStr"><is><t>a_x0000_b</t></is></c>'
    rows = f'<row r="2"><c r="A2"><v>NaN</v></c>{said}<c r="C2"><v>1e999</v></c></row>'
    # Text: no number, for whoever reads the row to say so.
    assert read_table(book(rows), SMALL)[-1] == ["nan", "ab", "inf"]


def test_a_row_of_countless_columns_is_refused_before_it_is_read():
    with pytest.raises(Unreadable) as refused:
        read_table(b"," * 5_000_000)
    assert refused.value.status == 413


def test_whatever_is_damaged_is_refused_and_never_an_error():
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as whole:
        sheet = whole.add_worksheet()
        for row in range(8):
            sheet.write_row(row, 0, ["measure", row, 1.5, "2026-27", "text"])
    chance = random.Random(7)
    for _ in range(300):
        damaged = bytearray(made.getvalue())
        for _ in range(chance.randint(1, 12)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        with contextlib.suppress(Unreadable):
            read_table(bytes(damaged[: chance.choice([None, -chance.randrange(1, 900)])]))
