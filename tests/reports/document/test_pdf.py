"""The printed report, read back: tags, headings, header cells, alternative texts, language."""

import io
from decimal import Decimal
from itertools import pairwise

import pikepdf
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from safeloom.reports.document.glyphs import COVERED
from safeloom.reports.document.pdf import TypstSource, compile_pdf, typst_source
from safeloom.reports.document.tree import (
    Callout,
    ChartPart,
    Checklist,
    ChecklistItem,
    Column,
    Document,
    Figure,
    FigureRow,
    Heading,
    ItemList,
    Link,
    Paragraph,
    Quote,
    Rag,
    Source,
    Table,
    Text,
    runs,
)
from safeloom.reports.document.typst_text import literal
from safeloom.web.charts import Series, bars
from tests.factories.report_document import report_document


def document(*parts, **more):
    about = {
        "title": "Report",
        "subtitle": "",
        "partnership": "P",
        "period": "2025-26",
        "status": "Draft",
    }
    return Document(**(about | more), parts=parts)


def made(*parts, **more):
    return pikepdf.open(io.BytesIO(compile_pdf(typst_source(document(*parts, **more)))))


def tags(pdf):
    """Each element of the structure tree: its type, itself."""
    found = []

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append((str(node.S), node))
            if "/K" in node:
                walk(node.K)

    walk(pdf.Root.StructTreeRoot.K)
    return found


@pytest.fixture(scope="module")
def whole():
    return pikepdf.open(io.BytesIO(compile_pdf(typst_source(report_document()))))


def test_it_is_tagged_titled_and_in_english(whole):
    assert whole.Root.MarkInfo.Marked
    assert str(whole.Root.Lang) == "en-GB"
    assert whole.Root.ViewerPreferences.DisplayDocTitle
    with whole.open_metadata() as about:
        assert about["dc:title"] == "Yearly report, Fellshire Safeguarding Children Partnership"
        assert about["pdfuaid:part"] == "1"


def test_headings_tables_and_figures_are_tagged(whole):
    kinds = [kind for kind, _ in tags(whole)]
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Caption", "/L", "/TOC"} <= set(kinds)
    levels = [int(kind[2]) for kind in kinds if kind in ("/H1", "/H2", "/H3")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert kinds.count("/H1") >= 14


def test_every_header_cell_has_a_scope(whole):
    heads = [node for kind, node in tags(whole) if kind == "/TH"]
    assert len(heads) > 100
    for node in heads:
        about = node.A if isinstance(node.A, pikepdf.Array) else [node.A]
        assert "/Column" in [str(one.Scope) for one in about if "/Scope" in one]


def test_every_chart_has_an_alternative_text_with_its_sentence(whole):
    told = [str(node.Alt) for kind, node in tags(whole) if kind == "/Figure" and "/Alt" in node]
    charts = [part.chart for part in report_document().parts if isinstance(part, ChartPart)]
    assert len(charts) == 20
    for chart in charts:
        assert f"{chart.title}. {chart.sentence}" in told


def test_a_chart_stands_with_its_table_so_that_three_fit_on_a_page(whole):
    assert 20 <= len(whole.pages) <= 40
    tables = [node for kind, node in tags(whole) if kind == "/Table"]
    charts = [part for part in report_document().parts if isinstance(part, ChartPart)]
    assert len(tables) >= len(charts)


def test_the_same_document_gives_the_same_file():
    source = typst_source(document(Paragraph(runs("x"))))
    assert compile_pdf(source) == compile_pdf(source)


def test_empty_things_can_be_printed():
    pdf = made(
        Heading(1, ""),
        Paragraph(()),
        ItemList(()),
        ItemList(((),)),
        Table("", (Column(""),), ()),
        Table("", (Column(""),), (((),),)),
        Quote(()),
        Callout("", ()),
        Checklist("", ()),
        ChartPart(bars("", [], [])),
        title="",
        partnership="",
        period="",
        status="",
    )
    assert len(pdf.pages) >= 2
    assert len(made().pages) >= 1


def test_a_long_table_goes_over_pages_and_repeats_its_header():
    rows = tuple((runs(f"Agency {n}"), runs(str(n))) for n in range(300))
    pdf = made(Table("Agencies", (Column("Agency"), Column("Number", "number")), rows))
    assert len(pdf.pages) > 6
    assert len([kind for kind, _ in tags(pdf) if kind == "/Table"]) == 1


def test_a_short_table_is_not_torn_apart_and_one_with_long_words_is_not_cut_off():
    few = tuple((runs(f"Agency {n}"), runs(str(n))) for n in range(12))
    columns = (Column("Agency"), Column("Number", "number"))
    filler = tuple(Paragraph(runs("Words. " * 60)) for _ in range(8))
    torn = typst_source(document(*filler, Table("Few", columns, few)))
    assert "grid-of(9.5pt, true" in torn.main
    long = tuple(tuple(runs("word " * 20) for _ in range(12)) for _ in range(12))
    source = typst_source(document(Table("Long", (Column("Name"),) * 12, long)))
    assert "grid-of(7pt, false" in source.main
    assert len(pikepdf.open(io.BytesIO(compile_pdf(source))).pages) >= 3


def test_a_very_high_chart_fits_on_its_page():
    labels = [f"Agency {n}" for n in range(40)]
    series = [Series(f"Year {n}", [Decimal(n + 1)] * 40) for n in range(6)]
    source = typst_source(document(ChartPart(bars("High", labels, series))))
    assert (
        typst.compile_with_warnings(
            {"main.typ": source.main.encode(), **source.files}, ignore_system_fonts=True
        )[1]
        == []
    )
    assert len(pikepdf.open(io.BytesIO(compile_pdf(source))).pages) <= 5


def test_a_number_links_to_its_source_and_the_source_to_the_record():
    row = FigureRow("a", "S", "E", "M", "2025-26", "12", "count", Source("Returns", "/r/1/"))
    pdf = made(Paragraph((Figure(row),)), site="https://p.example")
    links = [one for page in pdf.pages for one in page.get("/Annots", [])]
    addresses = [str(one.A.URI) for one in links if "/A" in one and "/URI" in one.A]
    assert "https://p.example/r/1/" in addresses


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "#nowhere", "/path", ""]
)
def test_an_address_that_leads_nowhere_safe_is_only_words(url):
    pdf = made(Paragraph((Link(runs("words"), url),)))
    assert not [
        one
        for page in pdf.pages
        for one in page.get("/Annots", [])
        if "/A" in one and "/URI" in one.A
    ]


HOSTILE = [
    '"]; #read("/etc/passwd")',
    '#eval("1")',
    "\\",
    '\\"',
    '" + read("main.typ") + "',
    "\\u{41}",
    "<label> @ref $x$ `raw` = Heading",
    "// comment",
    "/* open",
    "}}} ]]] )))",
    '#import "@preview/x:1.0.0": *',
    "😀 中文 \u202e \ue000 \x00 \ufdd0 e\u0301 نص",
    "a" * 500,
]


def everywhere(words):
    """A document that holds the words in every place that takes words."""
    row = FigureRow("a", words, words, words, words, words, words, Source(words, words, words))
    chart = bars(words, [words], [Series(words, [Decimal(1)])])
    said = Paragraph((Text(words), Figure(row), Link(runs(words), words), Rag("red", words)))
    return document(
        Heading(1, words, words),
        said,
        ItemList(((said,),), ordered=True),
        Table(
            words,
            (Column(words), Column(words, "number")),
            ((runs(words), runs(words)),),
            notes=(runs(words),),
        ),
        ChartPart(chart, (row,)),
        Quote((said,), words),
        Callout(words, (said,)),
        Checklist(words, (ChecklistItem(runs(words), "met", runs(words)),)),
        title=words,
        subtitle=words,
        partnership=words,
        period=words,
        status=words,
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_printed_not_run(words):
    pdf = pikepdf.open(io.BytesIO(compile_pdf(typst_source(everywhere(words)))))
    with pdf.open_metadata() as about:
        assert "root:" not in str(about)
    assert len(pdf.pages) >= 2


@given(st.text(max_size=40) | st.text('"\\#[]{}$@<>=/*_`~\n\t;:()u', max_size=40))
@settings(max_examples=60)
def test_any_words_can_be_printed_everywhere(words):
    compile_pdf(typst_source(everywhere(words)))


@given(st.text() | st.text('"\\#u{}\n'))
def test_a_literal_is_one_string_that_typst_reads_back(words):
    source = literal(words, breaks=False)
    assert source[0] == source[-1] == '"'
    inner = source[1:-1]
    assert '"' not in inner.replace("\\\\", "").replace('\\"', "")
    assert not inner.replace("\\\\", "").endswith("\\")
    assert "\n" not in inner


def test_typst_still_has_every_character_that_is_let_through():
    marks = "".join(f'par("x{chr(one)}")\n' for one in sorted(COVERED) if chr(one) not in '"\\')
    compile_pdf(TypstSource(f'#set document(title: "x")\n#{{\n{marks}}}', {}))
