"""What home and the digest tell, on the right days; what the search finds."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from safeloom.domain.actions import home
from safeloom.domain.actions.commands.owners import reassign
from safeloom.foundation.encryption.box import unseal
from safeloom.foundation.notices.digest import queue_digest
from safeloom.foundation.notices.models import Mail
from safeloom.foundation.search.tick import bring_up_to_date
from safeloom.foundation.today import today
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import text
from tests.factories import actions, partnership
from tests.factories.sealed import sealed


def lines(found) -> list[tuple]:
    return [(line.words, line.due, line.late) for line in found]


def test_home_tells_the_owner_the_agency_and_who_checks(vale, council, manager) -> None:
    from safeloom.domain.partnership.commands.people import enter

    lead = signed_in("agency-lead", vale, council)
    person = lead.account.person
    enter(by=None, partnership=vale, person=person, start=None)
    actions.an_action(council, "Write the guide", today() + timedelta(days=20), person=person)
    actions.an_action(council, "Far away", person=person)
    done = actions.an_action(council, "Count", today() - timedelta(days=1), ago=9)
    shown = text(lead.get("/vale/"))
    assert "AC-0001 Write the guide" in shown and "Far away" not in shown
    assert "Vale Council: 2 actions due" in shown and "1 overdue" in shown
    assert "to check and close" not in text(manager.get("/vale/"))
    actions.an_update(done, "done")
    assert "1 action to check and close" in text(manager.get("/vale/"))
    assert "Vale Council: 1 action due" in text(lead.get("/vale/"))


def test_the_mail_names_references_and_comes_once_a_day(vale, council) -> None:
    from safeloom.domain.partnership.commands.people import enter

    lead = signed_in("agency-lead", vale, council)
    person = lead.account.person
    enter(by=None, partnership=vale, person=person, start=None)
    actions.an_action(council, "Ring Hollow School", today() + timedelta(days=3), person=person)
    for _ in range(2):
        queue_digest(lead.account, today())
    mail = Mail.objects.get()
    said = unseal(bytes(mail.sealed), mail.bound_to).decode()
    assert "Action AC-0001, which you own" in said and "Hollow" not in said
    assert "Vale Council: 1 action due" in said


@pytest.mark.parametrize(
    ("now", "late"),
    [
        # The last minute of a leap day is that day still; the first of the next is not.
        (datetime(2028, 2, 29, 23, 59, tzinfo=UTC), False),
        (datetime(2028, 3, 1, 0, 0, tzinfo=UTC), True),
        # In summer a day ends an hour before it does in UTC.
        (datetime(2028, 6, 29, 22, 59, tzinfo=UTC), False),
        (datetime(2028, 6, 29, 23, 0, tzinfo=UTC), True),
        # The nights on which clocks change.
        (datetime(2028, 3, 26, 22, 59, tzinfo=UTC), False),
        (datetime(2028, 3, 26, 23, 0, tzinfo=UTC), True),
        (datetime(2028, 10, 28, 22, 59, tzinfo=UTC), False),
        (datetime(2028, 10, 28, 23, 0, tzinfo=UTC), True),
        (datetime(2028, 10, 29, 23, 59, tzinfo=UTC), False),
        (datetime(2028, 10, 30, 0, 0, tzinfo=UTC), True),
    ],
)
def test_a_day_ends_at_midnight_in_england(vale, council, now: datetime, late: bool) -> None:
    due = {2: date(2028, 2, 29), 3: date(2028, 3, 26), 6: date(2028, 6, 29)}
    ends = due.get(now.month, date(2028, 10, 28 if now.day < 29 else 29))
    if now == datetime(2028, 3, 1, tzinfo=UTC):
        ends = date(2028, 2, 29)
    lead = signed_in("agency-lead", vale, council)
    with time_machine.travel(datetime(2028, 1, 10, 12, tzinfo=UTC), tick=False):
        actions.an_action(council, due=ends)
    with time_machine.travel(now, tick=False):
        (line,) = home.digest(lead.account.person, today())
        assert line.due == ends and line.late is late


def test_soon_begins_fourteen_days_before(vale, council) -> None:
    lead = signed_in("agency-lead", vale, council)
    actions.an_action(council, due=today() + timedelta(days=14))
    assert home.digest(lead.account.person, today())
    assert not home.digest(lead.account.person, today() - timedelta(days=1))


def test_the_search_finds_what_may_be_told(vale, council, police, manager) -> None:
    group = partnership.a_group(vale, "Panel")
    sealed(group.record)
    actions.an_action(council, "Write about badgers")
    actions.an_action(council, "Ring about badgers", source=group.record)
    bring_up_to_date()
    found = text(manager.get("/vale/search/?q=badgers"))
    assert "AC-0001" in found and "AC-0002" not in found
    assert "AC-0002" in text(manager.get("/vale/search/?q=AC-0002"))
    other = signed_in("agency-lead", vale, police)
    assert "AC-0001" not in text(other.get("/vale/search/?q=badgers"))


def test_what_was_reassigned_is_the_new_owners(vale, council, police) -> None:
    lead, other = signed_in("agency-lead", vale, council), signed_in("agency-lead", vale, police)
    action = actions.an_action(council, due=today())
    reassign(by=None, action=action, seen=None, owner=police)
    assert not home.digest(lead.account.person, today())
    assert lines(home.digest(other.account.person, today())) == [
        ("Vale Constabulary: 1 action due", today(), False)
    ]
