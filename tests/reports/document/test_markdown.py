"""Markdown of written parts: references, problems, and HTML that cannot harm."""

import re

from hypothesis import given
from hypothesis import strategies as st

from safeloom.reports.document.markdown import to_html, written
from safeloom.reports.document.tree import (
    Emphasis,
    Figure,
    FigureRow,
    Heading,
    ItemList,
    Link,
    Paragraph,
    Quote,
    Source,
    Strong,
    Table,
    Text,
)

ROW = FigureRow(
    "plans-2023",
    "Plans",
    "County",
    "On a plan",
    "2022-23",
    "738",
    "count",
    Source("Returns", "/r/1/"),
)
FIGURES = {ROW.id: ROW}


def test_a_reference_becomes_the_figure():
    (part,) = written("Plans rose to [[plans-2023]].", FIGURES).parts
    assert part == Paragraph((Text("Plans rose to "), Figure(ROW), Text(".")))


def test_an_unknown_reference_is_a_problem_with_its_line():
    found = written("One.\n\nTwo,\nthree [[nothing]].", FIGURES)
    (problem,) = found.problems
    assert (problem.line, problem.text) == (4, "[[nothing]]")
    assert found.parts[1].runs[-2] == Text("[[nothing]]")


def test_an_unknown_reference_in_a_table_is_found_on_its_row():
    (problem,) = written("| a |\n|---|\n| x |\n| [[no]] |", FIGURES).problems
    assert problem.line == 4


def test_every_kind_of_block():
    found = written(
        "# One\n\n## Two\n\n- a\n- b *c* **d**\n\n3. x\n\n> said\n\n"
        "| Name | Number |\n|---|--:|\n| a | [[plans-2023]] |\n\n[site](https://e.example)",
        FIGURES,
    )
    one, two, bullets, numbered, quote, table, link = found.parts
    assert (one, two) == (Heading(2, "One"), Heading(3, "Two"))
    assert bullets.items[1][0].runs[1:] == (Emphasis((Text("c"),)), Text(" "), Strong((Text("d"),)))
    assert numbered == ItemList((((Paragraph((Text("x"),))),),), ordered=True, start=3)
    assert quote == Quote((Paragraph((Text("said"),)),))
    assert isinstance(table, Table)
    assert [column.kind for column in table.columns] == ["text", "number"]
    assert table.rows[0][1] == (Figure(ROW),)
    assert link.runs == (Link((Text("site"),), "https://e.example"),)
    assert not found.problems


def test_a_picture_is_a_problem():
    (problem,) = written("![a cat](cat.png)", FIGURES).problems
    assert "picture" in problem.problem


def test_raw_html_is_words():
    (part,) = written("<script>alert(1)</script>", FIGURES).parts
    assert part.runs[0].text == "<script>alert(1)</script>"


def test_html_links_a_reference_to_its_record_and_marks_an_unknown_one():
    assert '<a class="figure" href="/r/1/" rel="noopener noreferrer">738</a>' in to_html(
        "[[plans-2023]]", FIGURES
    )
    assert '<mark class="unknown">[[no]]</mark>' in to_html("[[no]]", FIGURES)


def test_html_headings_begin_at_two_and_table_headings_have_a_scope():
    drawn = to_html("# A\n\n| b |\n|---|\n| c |")
    assert "<h2>A</h2>" in drawn
    assert '<th scope="col">b</th>' in drawn


HOSTILE = st.text("<>\"'&`[]()!#*_-:/javscripthelonX \n|=", max_size=80) | st.sampled_from(
    [
        "[x](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "[x](data:text/html;base64,AAAA)",
        '[x](https://a.example" onclick="x)',
        "[[<script>]]",
        "<javascript:alert(1)>",
        "![x](https://track.example/p.gif)",
    ]
)


@given(HOSTILE)
def test_html_from_markdown_never_runs_anything(markdown):
    drawn = to_html(markdown)
    tags = re.findall(r"<[^>]*>", drawn)
    assert not any(re.match(r"</?(script|img|iframe|style|svg|object)\b", tag) for tag in tags)
    assert not any(re.search(r"\son\w+\s*=", tag) for tag in tags)
    assert not any(re.search(r'href="(?!https?:|mailto:|/|#|[^:"]*")', tag) for tag in tags)


@given(st.text(max_size=200))
def test_any_text_can_be_read(markdown):
    written(markdown, FIGURES)
    to_html(markdown)
