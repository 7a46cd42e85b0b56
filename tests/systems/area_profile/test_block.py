"""The profile in a report: figures with their sources, right under the figure check."""

import csv
import io
from datetime import date

import pytest

from safeloom.kernel import figures
from safeloom.reports.building import build
from safeloom.reports.commands import add_block
from safeloom.reports.document.html import to_html
from safeloom.reports.outputs import render
from tests.factories import area_profile as make
from tests.factories import foundation, reports
from tests.factories import partnership as made

pytestmark = pytest.mark.django_db


def _with_block(report) -> None:
    add_block(by=None, section=reports.section(report), block="area-profile")


def _rows(data: bytes) -> list[figures.Figure]:
    lines = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    return [figures.from_cells(at, cells) for at, cells in enumerate(lines, start=2)]


def test_the_block_prints_what_is_kept_with_its_sources():
    vale = foundation.partnership("vale", "Vale Partnership")
    for name, number in (("Ashby", 20_000), ("Eden", 41_200)):
        area = made.an_area(vale, name)
        make.population(vale, area, number - 500, day=date(2023, 6, 30))
        make.population(vale, area, number)
        make.population(vale, area, 5_000, ages=(0, 4))
        make.schools(vale, area, 12, kind="maintained")
        make.schools(vale, area, 4, kind="academy")
        make.deprivation(vale, area, "12", told_as="rank", out_of=153)
    report = reports.a_report(vale)
    _with_block(report)
    outputs = render(build(report).document)
    html = outputs.html.decode()
    for words in ("61,200", "41,200", make.ESTIMATES, "Rank 12 of 153", "16", "A register"):
        assert words in html
    rows = _rows(outputs.figures_csv)
    outcome = figures.check(rows)
    assert outcome.checked and not outcome.wrong
    assert "population:0-17/eden/2024-06-30--2024-06-30/value" in {row.id for row in rows}


def test_an_empty_profile_says_so():
    vale = foundation.partnership("vale", "Vale Partnership")
    report = reports.a_report(vale)
    _with_block(report)
    assert "Nothing is kept in the area profile yet" in to_html(build(report).document)
