"""Whatever anybody typed, no file that leaves lets a spreadsheet program run it."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeloom.domain.questionnaires.definitions import (
    Capacity,
    Kind,
    Option,
    Question,
    Questionnaire,
    Section,
)
from safeloom.domain.questionnaires.formats.spreadsheets import to_xlsx
from safeloom.foundation.leaving.cells import cell as left
from safeloom.foundation.retention.archive import zipped
from safeloom.foundation.retention.copying import Table
from safeloom.kernel.printed import NotANumber, read
from safeloom.reports.document.open_data import figures_csv
from safeloom.reports.document.tree import Document, FigureRow, Source
from safeloom.web.exports import table_response
from tests.architecture.tree import read as text_of
from tests.architecture.tree import written

# Who writes such files: each is among `WRITERS` below, or tells nothing that anybody typed.
KNOWN = {
    "safeloom/web/exports.py",
    "safeloom/domain/questionnaires/formats/spreadsheets.py",
    "safeloom/foundation/retention/archive.py",
    "safeloom/foundation/leaving/writing.py",
    "safeloom/reports/document/open_data.py",
}
# How a cell begins that Excel, LibreOffice or Sheets may run, wide forms of Asian keyboards too.
RUNS = re.compile(r"[\s\x00\ufeff\u200b]*[=+\-@＝＋－＠]|[\t\r\n]")
hostile = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", " ", "\u00a0", "\ufeff", "\x00", "\u200b", "'"]),
        st.sampled_from([*"=+-@＝＋－＠\t\r\n", "\r\n=", '";=']),
        st.text(max_size=8),
    ),
)


def test_nobody_else_writes_them() -> None:
    found = {
        path
        for path in map(str, written("safeloom/**/*.py"))
        if re.search(r"csv\.writer\(|DictWriter\(|Workbook\(", text_of(path))
        and "safeloom/bench/" not in path
    }
    assert found == KNOWN


def _cells(data: str) -> Iterator[str]:
    for row in csv.reader(io.StringIO(data, newline="")):
        yield from row


def _list(text: str) -> Iterator[str]:
    answer = table_response("csv", "List", [text], [[text], [text]])
    return _cells(b"".join(answer.streaming_content).decode("utf-8-sig"))


def _copy(text: str) -> Iterator[str]:
    with zipfile.ZipFile(
        io.BytesIO(zipped("Copy", [], [Table("One", ["What"], [[text]])]))
    ) as kept:
        (name,) = [name for name in kept.namelist() if name.endswith(".csv")]
        return _cells(kept.read(name).decode("utf-8-sig"))


def _leaving(text: str) -> Iterator[str]:
    line = io.StringIO()
    csv.writer(line).writerow([left(text, 1), left([text], 1)])
    return _cells(line.getvalue())


def _figures(text: str) -> Iterator[str]:
    row = FigureRow("a", text, text, text, "p", "1", text, Source(text))
    report = Document("R", "", "P", "", "", (), also=(row,))
    return _cells(figures_csv(report))


def _questionnaire(text: str) -> Iterator[str]:
    asked = Question("a", text, Kind.CHOICE, text, unit=text, options=(Option("b", text),))
    said = Questionnaire(
        text,
        (Section("s", text, (asked,), text),),
        introduction=text,
        source=text,
        capacities=(Capacity("c", text),),
    )
    with zipfile.ZipFile(io.BytesIO(to_xlsx(said))) as parts:
        strings = parts.read("xl/sharedStrings.xml").decode()
    yield from re.findall(r"<t[^>]*>([^<]*)</t>", strings)


WRITERS = [_list, _copy, _leaving, _figures, _questionnaire]


@pytest.mark.parametrize("writer", WRITERS, ids=lambda one: one.__name__.strip("_"))
@settings(max_examples=40)
@given(text=hostile)
def test_no_cell_of_any_is_a_formula(writer, text: str) -> None:
    for cell in writer(text):
        assert not RUNS.match(cell) or _is_number(cell), repr(cell)


def _is_number(cell: str) -> bool:
    try:
        read(cell)
    except NotANumber:
        return False
    return True


@settings(max_examples=15)
@given(text=hostile)
def test_a_workbook_holds_no_formula_and_no_link(text: str) -> None:
    book = b"".join(table_response("xlsx", "List", [text], [[text], [text]]).streaming_content)
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "hyperlink" not in sheet
    for cell in re.findall(r"<t[^>]*>([^<]*)</t>", sheet):
        assert not RUNS.match(cell)
