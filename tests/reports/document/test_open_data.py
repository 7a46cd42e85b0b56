"""The figures as open data: readable for the figure check, harmless in a spreadsheet."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.kernel.figure_rules import RULES
from safeloom.reports.document.open_data import COLUMNS, figures_csv, figures_json
from safeloom.reports.document.outline import WORKED_OUT
from safeloom.reports.document.tree import ChartPart, Document, Figure, FigureRow, Paragraph, Source
from safeloom.systems.figure_check.reading import check_bytes
from safeloom.web.charts import Series, bars
from tests.factories.report_document import report_document


def row(name, value, **more):
    return FigureRow(
        name, "S", "E", "M", "2025-26", value, "count", Source("Returns", "/r/"), **more
    )


def document(*rows, also=()):
    parts = (Paragraph(tuple(Figure(one) for one in rows)),)
    return Document("Report", "", "P", "2025-26", "Draft", parts, also=also)


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_the_figure_check_reads_the_report_and_finds_it_right():
    outcome = check_bytes(figures_csv(report_document()).encode())
    assert outcome.unreadable == ()
    assert outcome.wrong == ()
    assert outcome.checked == 1


def test_a_wrong_total_is_found_in_what_was_published():
    terms = (row("a", "1,200"), row("b", "-50"))
    published = document(*terms, row("t", "1,151", rule="sum", terms=("a", "b")))
    (wrong,) = check_bytes(figures_csv(published).encode()).wrong
    assert (wrong.id, wrong.worked_out) == ("t", "1150")


def test_columns_and_order_are_those_of_print():
    text = figures_csv(document(row("b", "1"), row("a", "2"), row("b", "1")))
    assert text.splitlines()[0] == ",".join(COLUMNS)
    assert [one["id"] for one in read(text)] == ["b", "a"]


def test_figures_of_charts_and_unprinted_terms_are_published_too():
    chart = bars("x", ["a"], [Series("x", [None])])
    report = Document(
        "R", "", "P", "", "", (ChartPart(chart, (row("drawn", "1"),)),), also=(row("behind", "2"),)
    )
    assert [one.id for one in report.figures] == ["drawn", "behind"]


def test_one_id_cannot_mean_two_figures():
    with pytest.raises(ValueError, match="Two different figures"):
        document(row("a", "1"), row("a", "2"))


@pytest.mark.parametrize("name", ["", "=1+1", "a b", "a,b", "-a"])
def test_an_id_survives_a_spreadsheet(name):
    with pytest.raises(ValueError, match="not a figure's id"):
        row(name, "1")


@given(st.text(max_size=20), st.sampled_from("=+-@\t\r\n"))
def test_no_cell_is_a_formula(words, first):
    hostile = FigureRow("a", first + words, "E", "M", "p", "1", "u", Source(first + words))
    (cells,) = csv.reader(io.StringIO(figures_csv(document(hostile)).split("\n", 1)[1], newline=""))
    numbers = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
    for cell in cells:
        assert not cell.startswith(("=", "+", "@", "\t", "\r"))
        assert not cell.startswith("-") or cell.strip("-−£,.% ()").startswith(numbers)


@pytest.mark.parametrize("value", ["-5", "(5)", "1,234.50", "−3%", "£-20"])
def test_numbers_stay_as_printed(value):
    assert read(figures_csv(document(row("a", value))))[0]["value"] == value


def test_json_says_what_it_belongs_to():
    published = json.loads(figures_json(document(row("a", "5", rule="sum", terms=("a",)))))
    assert published["title"] == "Report"
    assert published["figures"][0]["terms"] == ["a"]
    assert list(published["figures"][0]) == list(COLUMNS)


def test_every_rule_has_words_for_the_appendix():
    assert set(WORKED_OUT) == {"", *RULES}
