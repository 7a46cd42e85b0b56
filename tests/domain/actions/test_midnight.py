"""A day ends at midnight in London, whatever the clocks do: when an action becomes due soon, and late."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from hypothesis import example, given
from hypothesis import strategies as st

from safeloom.domain.actions.as_it_stood import Story, due_on
from safeloom.domain.actions.commands import links
from safeloom.domain.actions.commands.dates import move_due
from safeloom.domain.actions.definitions import State
from safeloom.domain.actions.models import Action
from safeloom.domain.actions.queries.states import state_on
from safeloom.domain.actions.status import SOON_DAYS, Facts, Watch, state_of
from safeloom.foundation.today import today
from safeloom.kernel.dates import ENGLAND, months_later
from tests.factories import actions, partnership
from tests.factories.mail import told

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
AWKWARD = {
    "summer, where UTC is a day behind": date(2026, 7, 14),
    "the day of 23 hours": date(2026, 3, 29),
    "the day of 25 hours": date(2026, 10, 25),
    "a leap day": date(2028, 2, 29),
    "a bank holiday": date(2026, 12, 25),
    "the last of a year": date(2026, 12, 31),
}


def midnight(day: date) -> datetime:
    """When a day begins in London, in UTC."""
    return datetime.combine(day, time(), ENGLAND).astimezone(UTC)


def states() -> list[str]:
    """How every action stands now, in the database."""
    rows = Action.objects.annotate(state=state_on(today(), Watch()))
    return list(rows.order_by("record__reference").values_list("state", flat=True))


def at(instant: datetime) -> list[str]:
    with time_machine.travel(instant, tick=False):
        return states()


@pytest.mark.parametrize("due", AWKWARD.values(), ids=AWKWARD.keys())
def test_it_is_late_from_the_midnight_after_its_day_and_soon_from_one_before(council, due) -> None:
    with time_machine.travel(midnight(due - 40 * DAY), tick=False):
        actions.an_action(council, due=due)
    soon, late = midnight(due - SOON_DAYS * DAY), midnight(due + DAY)
    assert at(soon - SECOND) == [State.NOT_STARTED]
    assert at(soon) == at(late - SECOND) == [State.AT_RISK]
    assert at(late) == [State.OVERDUE]


def test_the_page_says_it_at_midnight_in_summer(council, manager) -> None:
    due = AWKWARD["summer, where UTC is a day behind"]
    with time_machine.travel(midnight(due), tick=False):
        action = actions.an_action(council, due=due)
    url = f"/vale/actions/{action.record.reference}/"
    for instant, late in ((midnight(due + DAY) - SECOND, False), (midnight(due + DAY), True)):
        with time_machine.travel(instant, tick=False):
            manager.force_login(manager.account)
            assert ("Overdue" in manager.get(url).content.decode()) is late, instant


def test_an_update_counts_on_its_day_in_london(council) -> None:
    due = date(2026, 7, 14)
    with time_machine.travel(midnight(date(2026, 6, 1)), tick=False):
        action = actions.an_action(council, due=due)
    # Half past midnight of the sixteenth of June, which in UTC is the fifteenth
    with time_machine.travel(midnight(due - 28 * DAY) + 1800 * SECOND, tick=False):
        actions.an_update(action)
    action.refresh_from_db()
    assert action.heard == due - 28 * DAY
    assert at(midnight(due + DAY) - SECOND) == [State.ON_TRACK]


def test_a_due_date_of_a_leap_day_moves_by_a_month_and_a_year(council) -> None:
    leap = date(2028, 2, 29)
    with time_machine.travel(midnight(date(2028, 1, 3)), tick=False):
        action = actions.an_action(council, due=leap)
    for months in (1, 12):
        to = months_later(leap, months)
        with time_machine.travel(midnight(date(2028, 1, 3 + months)), tick=False):
            move_due(by=None, action=action, seen=None, to=to, reason="It takes longer.")
    assert [(one.was, one.to) for one in action.due_moves.order_by("at", "pk")] == [
        (leap, date(2028, 3, 29)),
        (date(2028, 3, 29), date(2029, 2, 28)),
    ]
    assert at(midnight(date(2029, 3, 1)) - SECOND) == [State.AT_RISK]
    assert at(midnight(date(2029, 3, 1))) == [State.OVERDUE]


INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))


@given(INSTANTS, st.integers(-40, 40))
@example(datetime(2026, 7, 14, 23, 0, tzinfo=UTC), 0)
@example(datetime(2026, 10, 25, 0, 59, tzinfo=UTC), 0)
def test_late_is_whatever_is_due_before_the_last_midnight_in_london(instant, ahead) -> None:
    with time_machine.travel(instant, tick=False):
        day = today()
    due = day + ahead * DAY
    assert midnight(day) <= instant < midnight(day + DAY)
    late = state_of(Facts(due=due), day, Watch()) == State.OVERDUE
    assert late == (midnight(due + DAY) <= instant)


@given(st.dates(date(2026, 1, 1), date(2032, 1, 1)), st.lists(st.integers(1, 24), max_size=5))
@example(date(2028, 2, 29), [12, 12])
def test_when_it_was_due_is_known_of_every_day_of_its_moves(first, months) -> None:
    dues = [first]
    for each in months:
        dues.append(months_later(dues[-1], each))
    moved = [date(2025, 1, 1) + number * 7 * DAY for number in range(len(months))]
    story = Story(
        opened=date(2024, 1, 1), due=dues[-1], moves=tuple(zip(moved, dues, strict=False))
    )
    for number, on in enumerate(moved):
        assert due_on(story, on - DAY) == dues[number] and due_on(story, on) == dues[number + 1]


def test_a_link_works_until_the_day_it_names_in_london(vale, council) -> None:
    with time_machine.travel(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), tick=False):
        owner = partnership.somebody(vale, work_email="ash@safeloom.example")
        action = actions.an_action(council, person=owner, due=date(2026, 12, 1))
        links.send_link(by=None, action=action, person=owner)
    assert "works until 16 July 2026" in told()
