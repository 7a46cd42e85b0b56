"""What is captured while a meeting runs, by two at once if need be."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeloom.domain.actions.commands.actions import add_action
from safeloom.domain.actions.models import Action
from safeloom.domain.meetings.commands import meetings, minuting
from safeloom.domain.meetings.models import Decision
from safeloom.domain.meetings.queries.decisions import actions_of, decisions_of, parts_words
from safeloom.domain.meetings.sources import late_actions
from safeloom.foundation.today import today
from tests.factories import foundation
from tests.factories import meetings as make
from tests.factories import partnership as made


@pytest.fixture
def running(vale):
    """A meeting being held, with one item; the council may own actions."""
    vale.council = made.an_agency(vale.here, "Vale Council", "local-authority")
    vale.trust = made.an_agency(vale.here, "Vale Trust")
    for agency in (vale.council, vale.trust):
        made.a_seat(vale.board, agency=agency)
    vale.meeting = make.held(make.a_meeting(vale.series))
    vale.item = make.an_item(vale.meeting, "Winter plan")
    return vale


def test_decisions_say_who_agreed_and_who_did_not(running):
    decision = make.decided(
        running.meeting,
        "The winter plan is adopted.",
        reasons="It covers both hospitals.",
        proposed=[running.council],
        agreed=[running.council],
        not_agreed=[running.trust],
    )
    assert decision.record.reference == "DC-0001"
    found = decisions_of(running.meeting)[0]
    assert parts_words(found) == (
        "Proposed by Vale Council. Agreed by Vale Council. Not agreed by Vale Trust."
    )
    with pytest.raises(ValidationError, match="either agreed or did not"):
        make.decided(running.meeting, agreed=[running.trust], not_agreed=[running.trust])


def test_nothing_is_decided_before_a_meeting_is_held_or_once_it_is_cancelled(vale):
    meeting = make.a_meeting(vale.series)
    with pytest.raises(ValidationError, match="hold the meeting first"):
        make.decided(meeting)
    meetings.cancel(by=None, meeting=meeting, reason="Snow")
    with pytest.raises(ValidationError, match="stays as it is"):
        make.decided(meeting)


def test_an_action_agreed_comes_from_the_meeting_and_stands_under_its_item(running):
    action = minuting.agree_action(
        by=None,
        item=running.item,
        wording="Write to all schools",
        owner=running.council,
        due=today() + timedelta(days=30),
    )
    assert action.source == running.meeting.record and action.opened == running.meeting.day
    assert actions_of(running.meeting, today())[running.item.pk] == [action]


def test_the_next_agenda_shows_what_is_late_by_then(running):
    due = today() + timedelta(days=3)
    minuting.agree_action(
        by=None, item=running.item, wording="Write", owner=running.council, due=due
    )

    def lines(group, days: int) -> list[str]:
        on = today() + timedelta(days=days)
        return [line.words for line in late_actions(running.here, group, on, None)]

    assert lines(running.board, 3) == []
    assert lines(running.board, 7) == [
        f"AC-0001 Write (Vale Council, due {due.day} {due:%B %Y}, 4 days late)"
    ]
    assert lines(running.learning, 7) == []


def test_a_chair_finds_a_late_action_on_the_page_of_the_next_meeting(running, manager):
    make.standing(running.series, "Late actions", source="late-actions")
    minuting.agree_action(
        by=None, item=running.item, wording="Write", owner=running.council, due=today()
    )
    coming = make.a_meeting(running.series, today() + timedelta(days=7))
    page = manager.get(f"/vale/meetings/{coming.record.reference}/").content.decode()
    assert "AC-0001 Write (Vale Council" in page and "7 days late" in page


def test_two_who_minute_one_item_keep_both(running, manager):
    other = Client()
    other.force_login(foundation.granted("business-manager", running.here))
    url = f"/vale/meetings/items/{running.item.pk}/notes/"
    assert other.post(url, {"notes": "Theirs", "outcome": "", "revision": "1"}).status_code == 302
    answer = manager.post(url, {"notes": "Mine", "outcome": "done", "revision": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Theirs" in page and "Mine" in page
    # Decisions are rows of their own: neither stands in the other's way.
    for client, said in ((manager, "First"), (other, "Second")):
        client.post(f"/vale/meetings/items/{running.item.pk}/decision/", {"wording": said})
    assert {one.wording for one in Decision.objects.all()} == {"First", "Second"}


def test_on_one_screen_notes_decisions_and_actions(running, manager):
    root = f"/vale/meetings/items/{running.item.pk}"
    manager.post(
        f"{root}/decision/",
        {"wording": "Adopted.", "reasons": "It is ready.", "agreed": [str(running.council.pk)]},
    )
    due = today() + timedelta(days=30)
    said = {"due-day": due.day, "due-month": due.month, "due-year": due.year}
    manager.post(
        f"{root}/action/", {"wording": "Write to schools", "owner": str(running.council.pk), **said}
    )
    manager.post(f"{root}/notes/", {"notes": "A long talk", "outcome": "done", "revision": "1"})
    page = manager.get(f"/vale/meetings/{running.meeting.record.reference}/minute/")
    text = page.content.decode()
    for words in (
        "DC-0001",
        "Agreed by Vale Council.",
        "AC-0001",
        "Write to schools",
        "A long talk",
    ):
        assert words in text
    wrong = manager.post(f"{root}/action/", {"wording": "No owner", **said})
    assert wrong.status_code == 422 and "Select the agency" in wrong.content.decode()
    assert Action.objects.count() == 1
    decision = manager.get("/vale/meetings/decisions/DC-0001/").content.decode()
    assert "It is ready." in decision and "Winter plan" in decision


def test_the_screen_asks_as_often_with_three_items_as_with_one(running, manager):
    url = f"/vale/meetings/{running.meeting.record.reference}/minute/"

    def filled(item) -> None:
        minuting.decide(
            by=None,
            meeting=running.meeting,
            item=item,
            new=minuting.NewDecision(wording="Yes", agreed=[running.council]),
        )
        minuting.agree_action(by=None, item=item, wording="Do", owner=running.council, due=today())

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert manager.get(url).status_code == 200
        return len(queries)

    filled(running.item)
    asked()
    few = asked()
    for number in range(2):
        filled(make.an_item(running.meeting, f"More {number}"))
    assert asked() == few < 40


def test_the_agenda_of_a_meeting_that_was_held_stays_as_it_was(running):
    from safeloom.domain.meetings.queries.meetings import agenda_of
    from safeloom.domain.meetings.queries.sources import lines_for

    late = today() - timedelta(days=1)
    make.standing(running.series, "Late actions", source="late-actions")
    meeting = make.a_meeting(running.series, late)
    made_late = today() - timedelta(days=9)
    add_action(
        by=None,
        partnership=running.here,
        wording="Write",
        owner=running.council,
        due=made_late,
        opened=made_late,
    )

    def shown(of) -> list[str]:
        return [line.words for line in lines_for(of, agenda_of(of))["late-actions"].lines]

    (before,) = shown(meeting)
    make.held(meeting)
    Action.objects.update(verdict="closed", ended=today())
    assert shown(meeting) == [before]
    assert shown(make.a_meeting(running.series, today() + timedelta(days=7))) == []


def test_a_decision_is_found_by_its_words_by_who_sees_its_meeting(running, as_role):
    make.decided(running.meeting, "The heron protocol is adopted.", reasons="It was tried.")
    for role, over, found in (
        ("coordinator", None, True),
        ("group-member", running.board, True),
        ("group-member", running.learning, False),
    ):
        client = as_role(role, over=over)
        for asked in ("heron", "tried", "DC-0001"):
            page = client.get(f"/vale/search/?q={asked}").content.decode()
            assert ("/vale/meetings/decisions/DC-0001/" in page) is found, (role, asked)
