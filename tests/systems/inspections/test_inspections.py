"""Inspections: on the calendar, judged, with findings and a position."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.foundation.today import today
from safeloom.systems.inspections.commands import inspections as verbs
from safeloom.systems.inspections.home import digest
from safeloom.systems.inspections.models import Inspection
from safeloom.systems.inspections.queries.inspections import when_words, with_state
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import day, text
from tests.factories import inspections, recommendations

ROOT = "/vale/plan/inspections/"


def test_from_expected_to_reported(vale, council, manager) -> None:
    said = {"title": "Joint inspection", "kind": "jtai", "agency": "", "expected": ""}
    refused = manager.post(f"{ROOT}add/", said)
    assert refused.status_code == 422 and "Say when it is expected" in text(refused)
    said["expected"] = "Autumn"
    added = text(manager.post(f"{ROOT}add/", said, follow=True))
    assert "IP-0001" in added and "Expected" in added and "The partnership" in added
    shown = text(manager.get(ROOT))
    assert "No day known yet" in shown and "Joint inspection" in shown and "Autumn" in shown
    row = Inspection.objects.get()
    begins = today() - timedelta(days=9)
    change = said | {"certain": "on", "revision": row.record.revision}
    change |= day("begins", begins) | day("ends", begins + timedelta(days=2))
    assert "Report awaited" in text(manager.post(f"{ROOT}IP-0001/change/", change, follow=True))
    assert manager.post(f"{ROOT}IP-0001/change/", change).status_code == 409
    change["revision"] = row.record.revision + 1
    change |= day("reported", today())
    assert "Reported" in text(manager.post(f"{ROOT}IP-0001/change/", change, follow=True))
    graded = {"heading": "Overall", "grade": "Inadequate"}
    manager.post(f"{ROOT}IP-0001/judgements/add/", graded)
    page = text(
        manager.post(f"{ROOT}IP-0001/judgements/add/", graded | {"grade": "Good"}, follow=True)
    )
    assert "Good" in page and "Inadequate" not in page
    recommendations.accepted(vale, "Do it sooner", source=row.record)
    assert "Do it sooner" in text(manager.get(f"{ROOT}IP-0001/"))
    told = {"rating": "amber", "words": ""} | day("day", today())
    refused = manager.post(f"{ROOT}IP-0001/position/", told)
    assert refused.status_code == 422 and "Say where you stand" in text(refused)
    told["words"] = "Half is done."
    assert "Half is done." in text(manager.post(f"{ROOT}IP-0001/position/", told, follow=True))
    listed = text(manager.get(f"{ROOT}list/?state=reported&kind=jtai&agency=partnership"))
    assert "Joint inspection" in listed and "At risk" in listed


def test_the_calendar_is_by_month_and_leads_to_other_years(vale, manager) -> None:
    inspections.an_inspection(vale, "In March", begins=date(2026, 3, 3), ends=date(2026, 3, 5))
    inspections.an_inspection(vale, "Before", begins=date(2024, 3, 3))
    inspections.an_inspection(vale, "Maybe", begins=date(2026, 9, 1), certain=False)
    page = text(manager.get(f"{ROOT}?year=2026"))
    assert "March" in page and "3 to 5 March 2026" in page and "Before" not in page
    assert "expected 1 September 2026" in page and "2024" in page
    assert "Nothing stands in the calendar of 2023" in text(manager.get(f"{ROOT}?year=2023"))
    assert manager.get(f"{ROOT}?year=soon").status_code == 404


def test_a_lead_sees_their_own_and_the_partnerships_and_says_where_they_stand(
    vale, council, police
) -> None:
    soon = today() + timedelta(days=30)
    mine = inspections.an_inspection(vale, "Mine", agency=council, begins=soon)
    inspections.an_inspection(vale, "Theirs", agency=police, begins=soon)
    inspections.an_inspection(vale, "Everybody’s", begins=soon)
    lead = signed_in("agency-lead", vale, council)
    listed = text(lead.get(f"{ROOT}list/"))
    assert "Mine" in listed and "Everybody’s" in listed and "Theirs" not in listed
    (line,) = digest(lead.account.person, today())
    assert line.words == "Mine: say where you stand"
    assert lead.get(f"{ROOT}IP-0003/position/").status_code == 404
    told = {"rating": "green", "words": "Ready."} | day("day", today())
    lead.post(f"{ROOT}{mine.record.reference}/position/", told)
    assert not digest(lead.account.person, today())
    assert lead.get(f"{ROOT}IP-0001/change/").status_code == 404


def test_days_and_reports_come_in_order(vale) -> None:
    for said, wrong in (
        ({"begins": None, "certain": True}, "Enter the first day"),
        ({"begins": today(), "ends": today() - timedelta(days=1)}, "or a later one"),
        ({"begins": today(), "reported": today() + timedelta(days=1)}, "once there is one"),
        ({"begins": today(), "certain": False, "reported": today()}, "after the inspection"),
    ):
        with pytest.raises(ValidationError, match=wrong):
            inspections.an_inspection(vale, **said)


@pytest.mark.parametrize(
    ("begins", "ends", "reported", "state"),
    [
        (0, 0, None, "now"),
        (-3, -1, None, "awaited"),
        (2, 3, None, "coming"),
        (-5, 0, 0, "reported"),
    ],
)
def test_where_it_stands_follows_from_its_days(vale, begins, ends, reported, state) -> None:
    def after(days):
        return None if days is None else today() + timedelta(days=days)

    row = inspections.an_inspection(
        vale, begins=after(begins), ends=after(ends), reported=after(reported)
    )
    assert with_state(Inspection.objects.filter(pk=row.pk), today()).get().state == state
    assert when_words(row)


def test_a_judgement_is_taken_back(vale, manager) -> None:
    row = inspections.an_inspection(vale)
    made = verbs.judge(by=None, inspection=row, heading="Overall", grade="Good")
    manager.post(f"{ROOT}IP-0001/judgements/{made.pk}/remove/", {})
    assert "No judgements are noted." in text(manager.get(f"{ROOT}IP-0001/"))
    assert row.judgements.count() == 1


@pytest.mark.parametrize("page", ["/vale/", ROOT, f"{ROOT}list/", f"{ROOT}IP-0001/"])
def test_a_page_asks_as_often_with_three_rows_as_with_one(vale, council, manager, page) -> None:
    lead = signed_in("agency-lead", vale, council)
    first = inspections.an_inspection(vale, agency=council, begins=today())
    asked = []
    for rows in (1, 3):
        for number in range(rows):
            inspections.an_inspection(vale, agency=council, begins=today())
            verbs.judge(by=None, inspection=first, heading=f"H {rows} {number}", grade="Good")
            verbs.say_position(by=None, inspection=first, rating="green", words="So")
            recommendations.accepted(vale, source=first.record, owner=council)
        for client in (manager, lead):
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            asked.append(len(queries))
    assert asked[:2] == asked[2:]
