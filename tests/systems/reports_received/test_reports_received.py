"""From a report that is expected to one that came, was presented and assures of something."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.today import today
from safeloom.kernel.dates import months_later
from safeloom.systems.reports_received.commands import expecting, receiving
from safeloom.systems.reports_received.home import agenda, digest
from safeloom.systems.reports_received.models import ExpectedReport, ReceivedReport
from safeloom.systems.reports_received.queries.reports import source_of
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import day, text
from tests.factories import files, partnership, reports_received

ROOT = "/vale/plan/reports-received/"


def test_from_expected_to_assurance(vale, council, manager) -> None:
    group = partnership.a_group(vale, "Executive group")
    past = today() - timedelta(days=20)
    said = {
        "title": "Private fostering report",
        "kind": "private-fostering",
        "agency": "",
        "group": group.pk,
        "every": "year",
    } | day("first_due", past)
    refused = manager.post(f"{ROOT}expect/", said)
    assert refused.status_code == 422 and "Select the agency, or say from whom" in text(refused)
    added = text(manager.post(f"{ROOT}expect/", said | {"agency": council.pk}, follow=True))
    assert "ER-0001" in added and "Overdue" in added
    assert "Private fostering report" in text(manager.get("/vale/"))
    lead = signed_in("agency-lead", vale, council)
    (line,) = digest(lead.account.person, today())
    assert line.late and line.detail == "Send it to the business unit"
    (late,) = agenda(vale, group, today(), None)
    assert "not received" in late.words
    receive = f"{ROOT}ER-0001/receive/"
    came = {"covers": "Last year", "file": files.upload()} | day("received", today())
    wrong = manager.post(receive, came | day("due", today()))
    assert wrong.status_code == 422 and "None is due on this day." in text(wrong)
    came["file"] = files.upload()
    page = text(manager.post(receive, came | day("due", past), follow=True))
    assert "RR-0001" in page and "20 days late" in page and "Last year" in page
    (there,) = agenda(vale, group, today(), None)
    assert "received" in there.words
    again = manager.post(receive, {"covers": ""} | day("due", past) | day("received", today()))
    assert again.status_code == 422 and "settled already" in text(again)
    row = ReceivedReport.objects.get()
    told = {"meeting": "", "group": group.pk, "revision": row.record.revision}
    told |= day("presented", today())
    shown = text(manager.post(f"{ROOT}came/RR-0001/presented/", told, follow=True))
    assert "Executive group" in shown
    assert manager.post(f"{ROOT}came/RR-0001/presented/", told).status_code == 409
    assert not agenda(vale, group, today() + timedelta(days=1), None)
    scrutineer = signed_in("scrutineer", vale)
    given = {"level": "partial", "words": ""}
    refused = scrutineer.post(f"{ROOT}came/RR-0001/assurance/", given)
    assert refused.status_code == 422
    given["words"] = "It counts, and does not say what changed."
    shown = text(scrutineer.post(f"{ROOT}came/RR-0001/assurance/", given, follow=True))
    assert "Partial assurance" in shown and "does not say what changed" in shown
    listed = text(manager.get(f"{ROOT}?assurance=partial"))
    assert "Private fostering report" in listed and "Expected" in listed
    assert "RR-0001" not in text(lead.get(f"{ROOT}?export=csv"))
    assert "Private fostering report" in text(lead.get(f"{ROOT}came/"))


def test_one_that_is_not_needed_is_due_no_longer(vale) -> None:
    report = reports_received.expected(vale, first_due=today() - timedelta(days=400))
    expecting.not_needed(by=None, report=report, due=report.first_due, reason="No setting then.")
    with pytest.raises(ValidationError, match="settled already"):
        reports_received.came(report)
    with pytest.raises(ValidationError, match="has come already"):
        said = expecting.Expectation(
            title="x", kind="custody", every="half", first_due=today(), from_words="x"
        )
        expecting.change_expected(by=None, report=report, seen=None, said=said)
    reports_received.came(report, months_later(report.first_due, 12))


def test_one_that_ended_is_late_no_longer(vale, manager) -> None:
    report = reports_received.expected(vale, first_due=today() - timedelta(days=40))
    expecting.not_needed(by=None, report=report, due=report.first_due, reason="So.")
    ExpectedReport.objects.update(ended=today())
    assert "No longer expected" in text(manager.get(f"{ROOT}?state=ended"))


def test_another_agency_is_asked_from_today(vale, council, police) -> None:
    report = reports_received.expected(vale, council)
    report.sources.update(start=today() - timedelta(days=3))
    said = expecting.Expectation(
        title=report.title,
        kind=report.kind,
        every=report.every,
        first_due=report.first_due,
        agency=police,
    )
    expecting.change_expected(by=None, report=report, seen=report.record.revision, said=said)
    assert source_of(report, today()).agency == police
    assert source_of(report, today() - timedelta(days=1)).agency == council


def test_a_member_sees_what_goes_to_their_group(vale, council) -> None:
    group, other = partnership.a_group(vale), partnership.a_group(vale)
    reports_received.expected(vale, group=group, title="Ours")
    reports_received.expected(vale, group=other, title="Of the others")
    member = signed_in("group-member", vale, group)
    listed = text(member.get(ROOT))
    assert "Ours" in listed and "Of the others" not in listed


def test_what_is_presented_before_it_came_is_refused(vale) -> None:
    row = reports_received.came(reports_received.expected(vale))
    group = partnership.a_group(vale)
    with pytest.raises(ValidationError, match="It came on"):
        receiving.present(by=None, received=row, presented=today() - timedelta(days=1), group=group)
    with pytest.raises(ValidationError, match="Select the meeting"):
        receiving.present(by=None, received=row, presented=today())


@pytest.mark.parametrize(
    "page", ["/vale/", ROOT, f"{ROOT}came/", f"{ROOT}ER-0001/", f"{ROOT}came/RR-0001/"]
)
def test_a_page_asks_as_often_with_three_rows_as_with_one(vale, council, manager, page) -> None:
    lead = signed_in("agency-lead", vale, council)
    first = reports_received.expected(
        vale, council, first_due=today() - timedelta(days=900), every="quarter"
    )
    row = reports_received.came(first)
    asked = []
    due = first.first_due
    for rows in (1, 3):
        for _ in range(rows):
            reports_received.expected(vale, council)
            due = months_later(due, 3)
            reports_received.came(first, due)
            receiving.assure(by=None, received=row, level="full", words="So")
        for client in (manager, lead):
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            asked.append(len(queries))
    assert asked[:2] == asked[2:]
