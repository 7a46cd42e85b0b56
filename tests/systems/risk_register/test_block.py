"""The risk register in a report: figures with their sources, right under the figure check."""

import csv
import io
from datetime import date

import pytest

from safeloom.domain.plans.commands import reviewing
from safeloom.kernel import figures
from safeloom.kernel.risk import Score
from safeloom.reports.building import build
from safeloom.reports.commands import add_block
from safeloom.reports.document.html import to_html
from safeloom.reports.outputs import render
from tests.factories import foundation, reports
from tests.factories import plans as make

pytestmark = pytest.mark.django_db


def _with_block(report) -> None:
    add_block(by=None, section=reports.section(report), block="risks")


def test_the_block_prints_the_register_of_the_last_day():
    vale = foundation.partnership("vale", "Vale Partnership")
    report = reports.a_report(vale)
    start, end = report.period_start, report.period_end
    make.a_theme(vale, "Delivery of the business plan")
    late = make.a_risk(vale, "Data come late", opened=start, residual=(2, 3), number="1a")
    make.a_risk(vale, "Money is short", opened=start, residual=(4, 4), words="Unit manager")
    unknown = make.a_risk(vale, "Two boards compete", opened=start)
    make.a_risk(vale, "Too late for it", opened=date(end.year + 1, 1, 1))
    for risk, score in ((late, Score(3, 4)), (unknown, Score(words="9?"))):
        reviewing.review_risk(by=None, risk=risk, seen=None, day=end, scores={"residual": score})
    _with_block(report)
    outputs = render(build(report).document)
    html = outputs.html.decode()
    for words in ("Data come late", "Unit manager", "9?", "Not known"):
        assert words in html
    assert "Too late for it" not in html
    lines = csv.DictReader(io.StringIO(outputs.figures_csv.decode("utf-8-sig")))
    rows = [figures.from_cells(at, cells) for at, cells in enumerate(lines, start=2)]
    outcome = figures.check(rows)
    assert outcome.checked and not outcome.wrong
    values = {row.id: row.value for row in rows}
    assert values[f"risks/{end}/all"] == "3" and values[f"risks/{end}/high"] == "2"
    assert values[f"risk/RK-0001/{end}/residual"] == "12"


def test_an_empty_register_says_so():
    vale = foundation.partnership("vale", "Vale Partnership")
    report = reports.a_report(vale)
    _with_block(report)
    assert "No risk was on the register" in to_html(build(report).document)
