"""A workbook's rows come back as they were written."""

from datetime import date
from decimal import Decimal
from io import BytesIO

from python_calamine import CalamineWorkbook

from safeloom.web.exports import Sheet, write_workbook

LONG = "Well & truly <b>long</b>. " * 1400


def test_what_stands_in_cells_comes_back() -> None:
    row = [
        "Fish & chips <br>",
        "<r><t>no rich text</t></r>",
        " with room ",
        "=1+1",
        "two\nlines\x07",
        Decimal("12.50"),
        -3,
        date(2026, 3, 31),
        None,
        "",
        LONG,
    ]
    target = BytesIO()
    write_workbook(target, [Sheet("Answers", [f"Q{n}" for n in range(11)], [row, [], ["last"]])])
    target.seek(0)
    found = CalamineWorkbook.from_filelike(target).get_sheet_by_name("Answers").to_python()
    headings, first, empty, last = found
    assert headings[0] == "Q0" and len(headings) == 11
    assert first[:3] == ["Fish & chips <br>", "<r><t>no rich text</t></r>", " with room "]
    assert first[3:5] == ["'=1+1", "two\nlines"]
    assert first[5:8] == [12.5, -3, date(2026, 3, 31)]
    assert first[8:10] == ["", ""]
    # No cell of a sheet holds more.
    assert first[10] == LONG[:32_767]
    assert not any(empty) and last[0] == "last"
