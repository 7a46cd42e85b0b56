"""The pages of meetings, as the unit and the others meet them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.domain.meetings.models import Meeting, MeetingSeries
from safeloom.foundation.today import today
from tests.factories import meetings as make

ROOT = "/vale/meetings/"


def day_said(day) -> dict[str, str]:
    return {"day-day": str(day.day), "day-month": str(day.month), "day-year": str(day.year)}


def test_from_a_series_to_a_meeting_held(manager, vale):
    said = {
        "title": "Learning meeting",
        "group": str(vale.learning.pk),
        "usual_start": "2.30pm",
        "usual_place": "Library",
        "attendance_target": "80",
        "quorum": "each-kind",
        "quorum_seats": "5",
    }
    page = manager.post(f"{ROOT}series/add/", said, follow=True)
    text = page.content.decode()
    assert "80%" in text and "at least 5 seats filled" in text and "deputies do not count" in text
    series = MeetingSeries.objects.get(record__title="Learning meeting")
    root = f"{ROOT}series/{series.record.reference}/"
    manager.post(f"{root}items/add/", {"title": "Apologies", "minutes": "5"})
    form = manager.get(f"{root}plan/").content.decode()
    assert 'value="14:30"' in form and 'value="Library"' in form
    page = manager.post(
        f"{root}plan/", day_said(today()) | {"start": "14:30", "place": "Library"}, follow=True
    )
    text = page.content.decode()
    assert "Apologies" in text and "14:30, 5 minutes" in re.sub(r"\s+", " ", text)
    meeting = Meeting.objects.get()
    at = f"{ROOT}{meeting.record.reference}/"
    manager.post(f"{at}items/add/", {"title": "Winter plan"})
    items = list(meeting.agenda.order_by("order"))
    order = {f"place-{item.pk}": str(9 - number) for number, item in enumerate(items)}
    manager.post(f"{at}order/", order)
    page = manager.post(f"{at}hold/", follow=True).content.decode()
    assert page.index("Winter plan") < page.index("Apologies") and "Held" in page


def test_what_is_wrong_is_said_at_its_field(manager, vale):
    answer = manager.post(f"{ROOT}plan/", {"group": str(vale.board.pk), "start": "half past"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "write it as 14:30" in text and "half past" in text


def test_a_stale_change_shows_both(manager, vale):
    meeting = make.a_meeting(vale.series)
    said = day_said(meeting.day) | {"place": "Mine", "revision": "1"}
    url = f"{ROOT}{meeting.record.reference}/change/"
    assert manager.post(url, said | {"place": "Theirs"}).status_code == 302
    answer = manager.post(url, said)
    assert answer.status_code == 409
    assert "Theirs" in answer.content.decode() and "Mine" in answer.content.decode()


def test_members_see_their_own_group_and_leads_none(as_role, vale):
    ours, theirs = make.a_meeting(vale.board), make.a_meeting(vale.learning)
    member = as_role("group-member", vale.board)
    listed = member.get(ROOT).content.decode()
    assert ours.record.reference in listed and theirs.record.reference not in listed
    assert member.get(f"{ROOT}{theirs.record.reference}/").status_code == 404
    page = member.get(f"{ROOT}{ours.record.reference}/").content.decode()
    assert "Add agenda item" not in page


@pytest.mark.parametrize("page", ["", "series/", "meeting", "series"])
def test_a_page_asks_a_fixed_number_of_queries(manager, vale, page):
    meeting = make.a_meeting(vale.series)

    def more() -> None:
        for back in range(1, 3):
            for of in (vale.series, make.a_series(vale.board, f"Series {back}")):
                make.held(make.a_meeting(of, today() - timedelta(days=back)))
            make.standing(vale.series, f"Standing {back}", presenter=vale.ada.principal)
            make.an_item(meeting, f"Item {back}", presenter=vale.ada.principal)

    tail = {
        "meeting": f"{meeting.record.reference}/",
        "series": f"series/{vale.series.record.reference}/",
    }.get(page, page)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert manager.get(ROOT + tail).status_code == 200
        return len(queries)

    make.an_item(meeting, presenter=vale.ada.principal)
    make.held(make.a_meeting(vale.series, today() - timedelta(days=9)))
    make.standing(vale.series, presenter=vale.ada.principal)
    asked()
    few = asked()
    more()
    assert asked() == few
    assert few < 40
