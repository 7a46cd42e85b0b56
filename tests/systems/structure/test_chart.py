"""The structure drawn: on its page and in a report, with the same in words."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.domain.partnership.queries.structure import structure
from safeloom.reports.building import build
from safeloom.reports.commands import add_block
from safeloom.reports.outputs import one_file
from safeloom.systems.structure.chart import chart_of
from tests.factories import foundation, reports
from tests.factories import partnership as made

DAY = date(2026, 3, 31)


@pytest.fixture
def here(db):
    """A board that a sub-group and another partnership's panel answer to."""
    here = foundation.partnership("vale", "Vale Partnership")
    dale = foundation.partnership("dale", "Dale Partnership")
    board = made.a_group(here, "Vale Board", "board")
    made.a_group(here, "Learning & improvement <group>", parent=board)
    panel = made.a_group(dale, "Child death overview panel", "panel")
    made.shared(panel, here)
    made.chairing(board, made.somebody(here, "Ada Penhallow"), start=None)
    for _ in range(2):
        made.a_seat(board)
    return here


def test_the_chart_says_in_words_what_it_draws(here):
    chart = chart_of(here, structure(here, DAY), DAY)
    assert chart.sentence == "3 groups on 2 levels, 2 at the top; 2 without a chair."
    for words in ("Vale Board", "Chair: Ada", "2 seats", "No chair"):
        assert words in chart.svg and words in chart.narrow
    assert "Learning &amp;" in chart.svg and "<group>" not in chart.svg
    assert "Shared by Dale" in chart.svg and "stroke-dasharray" in chart.svg
    assert "<title" in chart.svg and "<desc" in chart.svg and 'role="img"' in chart.svg


def test_the_page_draws_it_with_the_nested_list(here, client):
    client.force_login(foundation.granted("scrutineer", here))
    text = client.get("/vale/partnership/").text
    assert text.count("<svg") >= 2
    words = re.sub(r"\s+", " ", text[text.index("The chart in words") :])
    assert "Vale Board (board): chaired by Ada Penhallow, 2 seats. To it answers:" in words
    alone = foundation.granted("agency-lead", here, over=made.an_agency(here).principal)
    client.force_login(alone)
    assert "The chart in words" not in client.get("/vale/partnership/").text


def test_more_groups_ask_no_more_of_the_database(here, client):
    client.force_login(foundation.granted("scrutineer", here))
    client.get("/vale/partnership/")
    with CaptureQueriesContext(connection) as few:
        client.get("/vale/partnership/")
    for _ in range(2):
        made.chairing(made.a_group(here), made.somebody(here), start=None)
    with CaptureQueriesContext(connection) as many:
        client.get("/vale/partnership/")
    assert len(many) == len(few)


def test_a_report_prints_it_in_every_form(here):
    report = reports.a_report(here)
    add_block(by=None, section=reports.section(report), block="structure-chart")
    document = build(report).document
    html = one_file(document, "report.html").decode()
    assert "<svg" in html and "Answers to" in html and "Shared by Dale" in html
    assert one_file(document, "report.pdf").startswith(b"%PDF")
