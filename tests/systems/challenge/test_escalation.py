"""A disagreement goes through its stages, each in its time."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.clocks.queries import clocks_of
from safeloom.foundation.notices.models import Mail
from safeloom.foundation.records.commands import Stale
from safeloom.foundation.today import today
from safeloom.kernel.clocks import Unit
from safeloom.kernel.dates import ENGLAND
from safeloom.systems.challenge.agenda import past_their_day
from safeloom.systems.challenge.commands import moving, raising, stages
from safeloom.systems.challenge.home import digest
from safeloom.systems.challenge.models import Statement
from safeloom.systems.challenge.queries import disagreements
from tests.factories import challenge, partnership

TICK = timedelta(microseconds=1)
MONDAY = datetime(2026, 11, 23, 9, tzinfo=ENGLAND)


def clock(found):
    return clocks_of(found.record_id)[0]


def at(moment: datetime):
    return time_machine.travel(moment, tick=False)


def late(vale) -> bool:
    rows = disagreements.standing(
        disagreements.disagreements(Viewer(vale.manager, today()), vale.here)
    )
    return disagreements.late_only(rows).exists()


@pytest.fixture
def monday():
    """It is Monday 23 November 2026, 9:00."""
    with at(MONDAY) as traveller:
        yield traveller


def test_given_the_example_when_nobody_settles_it_then_each_stage_is_late_at_its_edge(
    monday, vale
) -> None:
    # Given a disagreement that a hospital's lead raises with the council
    found = challenge.raised(vale.hospital, vale.council, by=vale.lead)
    assert found.record.reference == "CH-0001"
    assert clock(found).words == "Hour 0 of 24, due Tuesday 24 November 2026 at 09:00"
    # When 24 hours are over to the instant, then it is in time, and a moment later it is late
    with at(MONDAY + timedelta(hours=24)):
        assert not late(vale)
    with at(MONDAY + timedelta(hours=24) + TICK):
        assert late(vale) and clock(found).late
        for told in (vale.lead, vale.manager):  # the unit hears of what is late at any stage
            assert [line.late for line in digest(told.person, today())] == [True]
        assert not digest(vale.executive.person, today())
    # When it is moved up, then the first clock is met late and 48 hours begin
    second = MONDAY + timedelta(hours=25)
    with at(second):
        moving.move_up(
            by=vale.lead.person, disagreement=found, reason="No answer by the next morning"
        )
        assert not late(vale)
    with at(second + timedelta(hours=48)):
        assert not late(vale)
    with at(second + timedelta(hours=48) + TICK):
        assert late(vale)
        # When it is moved up on Thursday, then the third stage is due five working days later
        moving.move_up(by=vale.other_lead.person, disagreement=found, reason="Managers disagree")
    assert clock(found).words.endswith("of 5 working days, due Thursday 3 December 2026")
    with at(datetime(2026, 12, 3, 23, 59, 59, tzinfo=ENGLAND)):
        assert not late(vale)
    # Then from midnight on it is late, and the unit is told in its digest
    with at(datetime(2026, 12, 4, tzinfo=ENGLAND)):
        assert late(vale)
        (line,) = digest(vale.manager.person, today())
        assert (line.words, line.late) == ("Disagreement CH-0001, at stage 3", True)
    with at(datetime(2026, 12, 4, 10, tzinfo=ENGLAND)):
        moving.move_up(
            by=vale.manager.person, disagreement=found, reason="Heads of service disagree"
        )
        moving.settle(
            by=vale.executive.person,
            disagreement=found,
            outcome="changed",
            settled="A strategy discussion is held today.",
            parties=False,
        )
        assert not late(vale) and not digest(vale.manager.person, today())
    # Then it says how long it stood at each stage, and who moved it
    moves = disagreements.moves(found)
    passages = disagreements.passages(found, moves)
    days = [each.long(MONDAY).total_seconds() / 3600 for each in passages]
    assert [round(each) for each in days] == [25, 48, 192, 0]
    assert [each.left.by for each in passages][-1] == vale.executive.person
    assert [each.words.partition(" ")[0] for each in clocks_of(found.record_id)] == ["Met"] * 4


def test_two_changes_of_the_clock_make_a_day_longer_and_shorter(vale) -> None:
    spring = datetime(2027, 3, 27, 12, tzinfo=ENGLAND)
    with at(spring):
        challenge.stages.set_stages(by=None, partnership=vale.here, to=stages.example(today()))
        found = challenge.raised(vale.hospital, vale.council)
        assert "due Sunday 28 March 2027 at 13:00" in clock(found).words


def test_immediate_risk_goes_at_once_to_who_decides(monday, vale) -> None:
    found = challenge.raised(vale.hospital, vale.council, by=vale.lead)
    Mail.objects.all().delete()
    with pytest.raises(ValidationError, match="Say why"):
        moving.go_at_once(by=vale.lead.person, disagreement=found, reason=" ")
    move = moving.go_at_once(by=vale.lead.person, disagreement=found, reason="Going home today")
    assert (move.of, move.to) == ("stage-1", "stage-4")
    told = set(Mail.objects.values_list("to", flat=True))
    assert told == {vale.other_lead.email, vale.manager.email, vale.executive.email}
    with pytest.raises(ValidationError, match="cannot be done now"):
        moving.go_at_once(by=vale.lead.person, disagreement=found, reason="Again")
    with pytest.raises(ValidationError, match="cannot be done now"):
        said = {"outcome": "changed", "settled": "Agreed", "parties": True}
        moving.settle(by=vale.lead.person, disagreement=found, **said)


def test_mail_says_that_something_waits_and_nothing_else(monday, vale) -> None:
    with pytest.MonkeyPatch.context() as patch:
        texts: list[dict] = []
        patch.setattr(
            "safeloom.systems.challenge.commands.telling.queue_mail",
            lambda **said: texts.append(said),
        )
        found = challenge.raised(vale.hospital, vale.council, by=vale.lead)
        moving.settle(
            by=vale.other_lead.person,
            disagreement=found,
            outcome="other-way",
            settled="A joint visit",
            parties=True,
        )
    assert [one["to"] for one in texts][:1] == [vale.other_lead.email]
    assert {one["to"] for one in texts[1:]} == {vale.lead.email, vale.manager.email}
    for one in texts:
        said = one["subject"] + one["text"]
        for word in ("CH-", "threshold", "Hospital", "Council", "disagree", "challenge"):
            assert word not in said.replace("/vale/", "")


def test_two_who_move_it_at_once_do_not_skip_a_stage(monday, vale) -> None:
    found = challenge.raised(vale.hospital, vale.council)
    said = {"disagreement": found, "reason": "No answer", "seen": 0}
    moving.move_up(by=vale.lead.person, **said)
    with pytest.raises(Stale):
        moving.move_up(by=vale.other_lead.person, **said)
    assert [move.to for move in disagreements.moves(found)] == ["stage-2"]


def test_what_was_raised_keeps_its_stages_when_others_are_set(monday, vale) -> None:
    found = challenge.raised(vale.hospital, vale.council)
    two = [
        stages.NewStage(title="Talk", length=3, unit=Unit.WORKING_DAYS),
        stages.NewStage(title="Decide", length=1, unit=Unit.MONTHS, formal=True),
    ]
    new = stages.NewStages(since=today(), stages=two, bypass_to=2, source="Our procedure 7")
    with pytest.raises(ValidationError, match="raised under the stages of that day"):
        stages.set_stages(by=None, partnership=vale.here, to=new)
    monday.shift(timedelta(days=1))
    tomorrow = stages.NewStages(since=today(), stages=two, bypass_to=2, source="Our procedure 7")
    stages.set_stages(by=None, partnership=vale.here, to=tomorrow)
    later = challenge.raised(vale.police, vale.council)
    assert clock(later).rule.source == "Our procedure 7"
    for _ in range(4):
        found.refresh_from_db()
        moving.move_up(by=None, disagreement=found, reason="On")
    with pytest.raises(ValidationError, match="cannot be done now"):
        moving.move_up(by=None, disagreement=found, reason="On")
    moving.move_up(by=None, disagreement=later, reason="On")
    assert clock(later).words.startswith("Day 0 of 30 (1 month)")
    stages.turn_off(by=None, partnership=vale.here, since=today() + timedelta(days=1))
    monday.shift(timedelta(days=1))
    with pytest.raises(ValidationError, match="no stages yet"):
        raising.raise_disagreement(
            by=None,
            partnership=vale.here,
            what=raising.Raised(
                asks=vale.council, answers=vale.police, theme="plan", words="It does not move"
            ),
        )


def test_what_cannot_be_raised_is_refused_in_words(monday, vale) -> None:
    for said, match in (
        ({"answers": vale.hospital}, "another agency"),
        ({"theme": "nothing"}, "Select what it is about"),
        ({"words": " "}, "Say what you do not agree about"),
        ({"post": vale.council.posts.get()}, "post of the agency that raises it"),
    ):
        with pytest.raises(ValidationError, match=match):
            challenge.raised(vale.hospital, said.pop("answers", vale.council), **said)


def test_what_is_said_stays_until_it_is_settled(monday, vale) -> None:
    found = challenge.raised(vale.hospital, vale.council, by=vale.lead)
    said = {"disagreement": found, "words": "We saw no new information.", "agency": vale.council}
    raising.say(by=vale.other_lead.person, **said)
    with pytest.raises(ValidationError, match="one of the two agencies"):
        raising.say(by=None, **said | {"agency": vale.police})
    moving.withdraw(by=vale.lead.person, disagreement=found, reason="Raised twice")
    assert clock(found).words == "Stopped"
    assert Statement.objects.get().agency == vale.council
    verbs = AuditRow.objects.filter(record=found.record).values_list("verb", flat=True)
    assert sorted(verbs) == sorted(
        ["challenge.raise", "clock.start", "challenge.say", "challenge.withdraw", "clock.stop"]
    )


def test_the_board_is_brought_what_is_past_its_day_and_nothing_that_is_sealed(monday, vale) -> None:
    board = partnership.a_group(vale.here, "Board", "board")
    other = partnership.a_group(vale.here, "Learning group")
    found = challenge.raised(vale.hospital, vale.council)
    challenge.raised(vale.council, vale.hospital, about_child=True, by=vale.lead)
    settled = challenge.raised(vale.police, vale.council)
    moving.withdraw(by=vale.manager.person, disagreement=settled, reason="It was cleared up.")
    due = today() + timedelta(days=1)

    def brought(group, day) -> list[str]:
        return [line.words for line in past_their_day(vale.here, group, day, None)]

    assert brought(board, due) == []  # it is due on that day still
    assert brought(board, due + timedelta(days=2)) == [
        f"Escalation {found.record.reference}, {disagreements.state_words(_standing(found))}, "
        "due 24 November 2026, 2 days late"
    ]
    assert brought(other, due + timedelta(days=2)) == []


def _standing(found):
    return disagreements.standing(type(found).objects.filter(pk=found.pk)).get()
