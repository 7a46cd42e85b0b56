"""The position of a plan in a report: figures with their sources, right under the figure check."""

import csv
import io
from datetime import timedelta

import pytest

from safeloom.kernel import figures
from safeloom.reports.building import build
from safeloom.reports.commands import add_block
from safeloom.reports.document.html import to_html
from safeloom.reports.outputs import render
from tests.factories import foundation, reports
from tests.factories import partnership as made
from tests.factories import plans as make

pytestmark = pytest.mark.django_db


def test_the_block_prints_the_position_of_the_last_day():
    vale = foundation.partnership("vale", "Vale Partnership")
    report = reports.a_report(vale)
    first, end = report.period_start, report.period_end
    plan = make.a_plan(vale, "Business plan", start=first, end=None)
    priority = make.a_priority(plan, "Neglect is seen early")
    for rating, due in (("green", "June 2030"), ("amber", "June 2030"), ("blue", "Ongoing")):
        line = make.a_line(plan, priority=priority, due=due, added=first)
        make.updated(line, rating, first)
    group = made.a_group(vale, "Learning Group")
    programme = make.a_plan(vale, "Programme", serves=plan, group=group, start=first, end=None)
    serving = make.a_line(programme, serves=priority, added=first)
    make.updated(serving, "red", first)
    make.a_line(plan, priority=priority, added=end + timedelta(days=1))
    add_block(by=None, section=reports.section(report), block="plan-position")
    outputs = render(build(report).document)
    html = outputs.html.decode()
    assert "Of 3 lines, 1 complete, 1 on track and 1 at risk." in html
    assert "Neglect is seen early" in html and "Ongoing" in html and "June 2030" in html
    lines = csv.DictReader(io.StringIO(outputs.figures_csv.decode("utf-8-sig")))
    rows = [figures.from_cells(at, cells) for at, cells in enumerate(lines, start=2)]
    outcome = figures.check(rows)
    assert outcome.checked and not outcome.wrong
    values = {row.id: row.value for row in rows}
    base = f"plan/PL-0001/{end}"
    assert values[f"{base}/all/total"] == "3" and values[f"{base}/2030-06/total"] == "2"
    assert values[f"{base}/priority-1/amber"] == "1" and values[f"{base}/serving-1/total"] == "1"


def test_without_a_plan_it_says_so():
    vale = foundation.partnership("vale", "Vale Partnership")
    report = reports.a_report(vale)
    add_block(by=None, section=reports.section(report), block="plan-position")
    assert "No plan was in force on that day" in to_html(build(report).document)
