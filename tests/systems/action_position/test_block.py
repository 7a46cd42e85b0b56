"""The position of actions in a report: every figure with its rule, which the check works out again."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.domain.actions.commands.verdicts import close_action
from safeloom.foundation.today import today
from safeloom.kernel.figures import Figure, check
from safeloom.reports.building import build
from safeloom.reports.commands import add_block
from safeloom.reports.document.html import to_html
from safeloom.reports.material import BlockContext
from safeloom.systems.action_position.report import actions as block
from tests.factories import actions, partnership, reports
from tests.factories.sealed import sealed


def context(here) -> BlockContext:
    start = today() - timedelta(days=60)
    return BlockContext(here, start, today(), today(), "2023")


def told(here) -> dict[str, str]:
    rows = [number.row for number in block(context(here)).numbers]
    found = check(
        [
            Figure(row=at, id=row.id, value=row.value.rstrip("%"), rule=row.rule, terms=row.terms)
            for at, row in enumerate(rows)
        ]
    )
    assert not found.wrong and found.checked >= 2
    return {row.id.partition("/")[2].partition("/")[2]: row.value for row in rows}


def test_the_position_adds_up(vale, council, police) -> None:
    day = today()
    late = actions.an_action(council, due=day - timedelta(days=70), ago=100)
    actions.an_action(council, due=day - timedelta(days=5), ago=30)
    done = actions.an_action(police, due=day - timedelta(days=2), ago=90)
    actions.an_update(done, "done", ago=10)
    close_action(by=None, action=done, seen=None, words="So.")
    panel = partnership.a_group(vale, "Closed panel").record
    actions.an_action(police, source=sealed(panel), due=day - timedelta(days=9), ago=50)
    found = told(vale)
    assert (found["before"], found["begun"], found["ended"], found["after"]) == ("2", "1", "1", "2")
    assert (found["late-before"], found["late-after"]) == ("1", "2")
    by_agency = {key: value for key, value in found.items() if key.startswith("agency/")}
    assert by_agency["agency/vale-constabulary-1/share"] == "100%"
    assert by_agency["agency/vale-council-2/share"] == "0%"
    assert by_agency["agency/all/share"] == "50%"
    assert late.ended is None


def test_it_stands_in_a_report(vale, council) -> None:
    report = reports.a_report(vale)
    add_block(by=None, section=reports.section(report), block="actions")
    assert "No action had been agreed on by then." in to_html(build(report).document)
    days = (today() - report.period_end).days + 40
    actions.an_action(council, ago=days)
    page = to_html(build(report).document)
    assert "Overdue at the end of" in page and "Open at the end of" in page


def test_one_block_may_stand_in_two_sections(vale, council) -> None:
    report = reports.a_report(vale)
    actions.an_action(council, ago=(today() - report.period_end).days + 40)
    for key in ("foreword", "partnership"):
        add_block(by=None, section=reports.section(report, key), block="actions")
    assert to_html(build(report).document).count("Overdue at the end of") >= 4


def test_it_asks_as_often_with_three_actions_as_with_one(vale, council) -> None:
    asked = []
    for rows in (1, 3):
        for _ in range(rows):
            actions.an_update(actions.an_action(council, ago=9), "on-track")
        with CaptureQueriesContext(connection) as queries:
            block(context(vale))
        asked.append(len(queries))
    assert asked[0] == asked[1]
