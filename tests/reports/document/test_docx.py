"""The report in Word, read back: headings, tables, alternative texts, lists, links, language, bytes."""

import hashlib
import io
import re
import subprocess
import sys
import zipfile
from datetime import date, datetime

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from safeloom.reports.document.docx import to_docx
from safeloom.reports.document.html import to_html
from safeloom.reports.document.tree import (
    Callout,
    ChartPart,
    Column,
    Document,
    Figure,
    FigureRow,
    Heading,
    ItemList,
    Link,
    Paragraph,
    Rag,
    Source,
    Table,
    runs,
)
from tests.factories.report_document import report_document

ABOUT = {"title": "Report", "subtitle": "", "partnership": "P", "period": "2025", "status": "Draft"}


def read(document: Document):
    return docx.Document(io.BytesIO(to_docx(document)))


def made(*parts, **more):
    return read(Document(**(ABOUT | more), parts=parts))


def headings(word) -> list[tuple[int, str]]:
    return [
        (int(one.style.name[-1]), one.text)
        for one in word.paragraphs
        if one.style.name.lower().startswith("heading")
    ]


def words(element) -> str:
    return " ".join(element.text_content().replace("\xa0", " ").split())


def cells(row) -> list[str]:
    """The words of a row; the shape of a status is a drawing on the page."""
    return [" ".join(re.sub("[●▲■○✓]?\xa0", " ", cell.text).split()) for cell in row.cells]


def every(word, tag: str):
    return word.element.body.iter(qn(tag))


@pytest.fixture(scope="module")
def document():
    return report_document()


@pytest.fixture(scope="module")
def word(document):
    return read(document)


@pytest.fixture(scope="module")
def page(document):
    found = html.fromstring(to_html(document))
    for drawing in found.findall(".//svg"):
        drawing.drop_tree()
    return found


def test_its_headings_are_those_of_the_page_in_their_order(word, page) -> None:
    shown = [
        (int(one.tag[1]) - 1, re.sub(r"^[\d.]+ ", "", words(one)))
        for one in page.find(".//main").iter("h2", "h3", "h4")
    ]
    assert headings(word) == shown
    assert len(shown) > 40 and all(text for _, text in shown)
    assert [one.text for one in word.paragraphs if one.style.name == "Title"] == ["Yearly report"]


def test_its_tables_hold_what_those_of_the_page_hold(word, page) -> None:
    shown = [
        [[words(cell) for cell in row.iter("th", "td")] for row in table.iter("tr")]
        for table in page.find(".//main").iter("table")
    ]
    found = [[cells(row) for row in table.rows] for table in word.tables]
    assert len(found) == len(shown) > 30
    for read_back, drawn in zip(found, shown, strict=True):
        # A row that names those below it is one cell on the page, and one in Word across all columns.
        drawn = [row * len(drawn[0]) if len(row) == 1 else row for row in drawn]
        assert read_back == drawn


def test_each_table_has_a_title_a_description_and_a_heading_row_that_repeats(word) -> None:
    for table in word.tables:
        about = table._tbl.tblPr
        assert about.find(qn("w:tblCaption")).get(qn("w:val"))
        assert about.find(qn("w:tblDescription")).get(qn("w:val")).startswith("Columns: ")
        repeated = [
            row for row in table._tbl.tr_lst if row.find(f".//{qn('w:tblHeader')}") is not None
        ]
        assert repeated == table._tbl.tr_lst[:1]


def test_each_picture_has_an_alternative_text_with_its_sentence(word, document) -> None:
    told = [one.get("descr") for one in every(word, "wp:docPr")]
    charts = [part.chart for part in document.parts if isinstance(part, ChartPart)]
    assert len(told) > len(charts) == 20 and all(told)
    for chart in charts:
        assert f"{chart.title}. {chart.sentence}" in told
    pictures = [part for part in word.part.package.iter_parts() if "image" in part.content_type]
    assert {part.content_type for part in pictures} == {"image/png"}


def test_a_chart_stands_above_its_figures(word) -> None:
    body = list(word.element.body)
    for at, one in enumerate(body):
        if one.find(f".//{qn('wp:docPr')}") is not None and one.tag == qn("w:p"):
            assert body[at + 1].tag == qn("w:tbl")


def test_its_language_and_properties_name_the_partnership_and_nobody_else(word) -> None:
    language = word.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "en-GB"
    about = word.core_properties
    assert (about.title, about.language) == ("Yearly report", "en-GB")
    assert about.author == about.last_modified_by == "Fellshire Safeguarding Children Partnership"
    assert about.created == about.modified
    assert about.created.replace(tzinfo=None) == datetime(2026, 12, 4, 12)


def test_its_contents_lead_to_every_chapter_and_every_link_arrives(word, document) -> None:
    codes = [one.text for one in every(word, "w:instrText")]
    assert codes == [r'TOC \o "1-2" \h \z \u']
    lines = [one for one in word.paragraphs if one.style.name.startswith("toc")]
    chapters = [text for level, text in headings(word) if level <= 2]
    assert [one.text.split("\t")[1] for one in lines] == chapters
    places = {one.get(qn("w:name")) for one in every(word, "w:bookmarkStart")}
    led = {one.get(qn("w:anchor")) for one in every(word, "w:hyperlink")} - {None}
    assert led <= places and len(led) > 50


def test_its_lists_are_lists_and_a_second_numbered_one_begins_anew() -> None:
    def numbered(*texts: str, start: int = 1) -> ItemList:
        return ItemList(tuple((Paragraph(runs(one)),) for one in texts), ordered=True, start=start)

    word = made(numbered("a", "b"), Paragraph(runs("x")), numbered("c", start=4))
    lists = [one for one in word.paragraphs if one.style.name == "List Number"]
    keys = [one._p.pPr.numPr.numId.val for one in lists]
    assert keys[0] == keys[1] != keys[2]
    starts = [
        one.get(qn("w:val")) for one in word.part.numbering_part.element.iter(qn("w:startOverride"))
    ]
    assert starts == ["1", "4"]
    nested = ItemList(((Paragraph(runs("out")), numbered("in")), (Paragraph(runs("on")),)))
    levels = [
        (one.text, one._p.pPr.numPr.ilvl.val)
        for one in made(nested).paragraphs
        if one.style.name.startswith("List")
    ]
    assert levels == [("out", 0), ("in", 1), ("on", 0)]


def test_a_link_leads_out_and_a_dangerous_one_is_only_words() -> None:
    word = made(
        Paragraph((Link(runs("there"), "https://there.example/a?b=c&d"),)),
        Paragraph((Link(runs("trap"), "javascript:alert(1)"), Link(runs(" path"), "/report/"))),
    )
    outside = [one.target_ref for one in word.part.rels.values() if one.is_external]
    assert outside == ["https://there.example/a?b=c&d"]
    assert [one.text for one in word.paragraphs[-2:]] == ["there", "trap path"]


def test_a_status_has_its_shape_and_its_word() -> None:
    rows = ((runs("A"), (Rag("red", "Off track"),)), (runs("B"), (Rag("none", "Not known"),)))
    (table,) = made(Table("T", (Column("What"), Column("Status")), rows)).tables
    assert [row.cells[1].text for row in table.rows[1:]] == [
        "■\xa0Off\xa0track",
        "○\xa0Not\xa0known",
    ]


def test_the_same_document_gives_the_same_bytes_in_another_process_and_at_another_time() -> None:
    once = to_docx(report_document())
    told = subprocess.run(
        [sys.executable, "-c", "import hashlib; from tests.factories.report_document import report_document;"
         " from safeloom.reports.document.docx import to_docx;"
         " print(hashlib.sha256(to_docx(report_document())).hexdigest())"],
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path), "TZ": "Pacific/Auckland"},
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    assert hashlib.sha256(once).hexdigest() == told
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert all(b"python-docx" not in archive.read(name) for name in archive.namelist())


TEXTS = st.text(max_size=40)


@given(TEXTS, TEXTS, TEXTS)
@settings(max_examples=30, deadline=None)
def test_any_text_can_be_written_and_no_heading_is_empty(title, text, cell) -> None:
    row = FigureRow("a", "s", "e", text, "p", cell, "count", Source(title, ""))
    word = made(
        Heading(1, title),
        Heading(3, text),
        Paragraph((Figure(row), *runs(text))),
        Callout(title, (Paragraph(runs(text)),)),
        Table(text, (Column(cell), Column(title, "number")), ((runs(cell), runs(title)),)),
        title=title,
        partnership=text,
        date=date(2026, 1, 2),
    )
    assert all(text.strip() for _, text in headings(word))
