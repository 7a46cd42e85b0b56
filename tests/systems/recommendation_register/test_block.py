"""Recommendations in a report: as each stood on the last day."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.domain.actions.commands.assurances import answer_assurance, judge_assurance
from safeloom.domain.actions.commands.recommendations import decide
from safeloom.domain.actions.queries.in_period import in_period
from safeloom.foundation.today import today
from safeloom.reports.building import build
from safeloom.reports.document.html import to_html
from tests.factories import actions, partnership, recommendations, reports
from tests.factories.sealed import sealed

DAY = timedelta(days=1)


def test_each_stands_as_it_stood_at_the_end(vale, council, police) -> None:
    now = today()
    old = recommendations.a_recommendation(vale, "Old and closed", made=now - 90 * DAY)
    for back, verdict in ((80, "accepted"), (70, "closed")):
        decide(
            by=None,
            recommendation=old,
            verdict=verdict,
            reasons="So.",
            day=now - back * DAY,
        )
    row = recommendations.a_recommendation(vale, "Ask fathers", made=now - 90 * DAY)
    decide(by=None, recommendation=row, verdict="partly", reasons="Later.", day=now - 10 * DAY)
    done = actions.an_action(council, source=row.record, ago=20)
    actions.an_update(done, "done", ago=5)
    actions.an_action(council, source=row.record, ago=20)
    assurance = recommendations.asked(row, council)
    recommendations.asked(row, police)
    answer = answer_assurance(by=None, assurance=assurance, embedded="yes", words="We looked.")
    judge_assurance(by=None, answer=answer, accepted=True)
    panel = sealed(partnership.a_group(vale, "Closed panel").record)
    recommendations.a_recommendation(vale, "Secret", source=panel)
    (found,) = in_period(vale, now - 30 * DAY, now)
    assert (found.wording, found.verdict, found.reasons) == ("Ask fathers", "partly", "Later.")
    assert (found.actions, found.done, found.asked, found.embedded) == (2, 1, 2, 1)
    (before,) = in_period(vale, now - 30 * DAY, now - 7 * DAY)
    assert (before.verdict, before.actions, before.done, before.asked) == ("partly", 2, 0, 0)
    (undecided,) = in_period(vale, now - 30 * DAY, now - 15 * DAY)
    assert undecided.verdict == "" and undecided.decided is None


def test_it_stands_in_a_report_from_the_beginning(vale) -> None:
    report = reports.a_report(vale)
    assert "No recommendation was made" in to_html(build(report).document)
    recommendations.a_recommendation(vale, "Ask fathers", made=report.period_end)
    page = to_html(build(report).document)
    assert "Ask fathers" in page and "Awaiting a decision" in page
    assert "1 awaited a decision." in page


def test_it_asks_as_often_with_three_as_with_one(vale, council) -> None:
    asked = []
    for rows in (1, 3):
        for _ in range(rows):
            row = recommendations.accepted(vale)
            actions.an_action(council, source=row.record)
            recommendations.asked(row, council)
        with CaptureQueriesContext(connection) as queries:
            in_period(vale, today() - DAY, today())
        asked.append(len(queries))
    assert asked[0] == asked[1]
