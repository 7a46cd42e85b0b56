"""The compact in a report: figures that follow from one another, as at its last day."""

import csv
import io
from datetime import UTC, date, datetime

import time_machine

from safeloom.kernel import figures
from safeloom.reports.building import build
from safeloom.reports.commands import add_block
from safeloom.reports.document.html import to_html
from safeloom.reports.outputs import render
from safeloom.systems.compact.models import CompactSignature
from tests.factories import compact, reports


def signs(account, version, at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        CompactSignature.objects.create(
            version=version, person=account.person, name="x", at=at, content="0" * 64
        )


def test_the_block_says_how_many_had_signed_by_the_last_day(vale, board) -> None:
    report = reports.a_report(vale)
    add_block(by=None, section=reports.section(report), block="compact")
    assert "No compact was in force on that day." in to_html(build(report).document)
    members = [compact.member(board) for _ in range(3)]
    version = compact.published(vale, board, since=date(2020, 1, 1))
    signs(members[0], version, datetime(2020, 2, 1, 9, tzinfo=UTC))
    signs(members[1], version, datetime(2020, 2, 1, 9, tzinfo=UTC))
    signs(members[2], version, datetime(2099, 1, 1, 9, tzinfo=UTC))
    outputs = render(build(report).document)
    assert "67%" in outputs.html.decode()
    lines = csv.DictReader(io.StringIO(outputs.figures_csv.decode("utf-8-sig")))
    outcome = figures.check([figures.from_cells(at, row) for at, row in enumerate(lines, start=2)])
    assert outcome.checked and not outcome.wrong
