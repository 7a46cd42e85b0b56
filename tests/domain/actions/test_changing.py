"""Checking and closing by somebody else, moving, reassigning, splitting; and that nothing is lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from safeloom.domain.actions.commands import verdicts
from safeloom.domain.actions.commands.dates import move_due
from safeloom.domain.actions.commands.owners import reassign
from safeloom.domain.actions.models import Action
from safeloom.foundation.records.commands import Stale
from safeloom.foundation.today import today
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import day, text
from tests.factories import actions, partnership

ROOT = "/vale/actions/"


def revision(action: Action) -> int:
    action.record.refresh_from_db()
    return action.record.revision


def test_the_owner_says_done_and_somebody_else_closes(vale, council, manager) -> None:
    lead = signed_in("agency-lead", vale, council)
    action = actions.an_action(council, "Write the guide")
    said = {"said": "done", "text": "Sent", "evidence": "The guide, page 3"}
    assert "Complete" in text(lead.post(f"{ROOT}AC-0001/update/", said, follow=True))
    assert lead.get(f"{ROOT}AC-0001/decide/").status_code == 404
    page = manager.get(f"{ROOT}AC-0001/")
    assert "Check what was done" in text(page)
    decide = manager.get(f"{ROOT}AC-0001/decide/")
    assert "The guide, page 3" in text(decide)
    back = {"verdict": "sent-back", "words": "", "revision": revision(action)}
    assert "Say why." in text(manager.post(f"{ROOT}AC-0001/decide/", back))
    back["words"] = "Page 3 is blank."
    sent = text(manager.post(f"{ROOT}AC-0001/decide/", back, follow=True))
    assert "On track" in sent and "Page 3 is blank." in sent
    lead.post(f"{ROOT}AC-0001/update/", said)
    for verdict, state in (("accepted", "Evidenced"), ("closed", "Closed")):
        answer = {"verdict": verdict, "words": "", "revision": revision(action)}
        assert state in text(manager.post(f"{ROOT}AC-0001/decide/", answer, follow=True))
    assert lead.post(f"{ROOT}AC-0001/update/", said).status_code == 422
    again = {"words": "A page is missing", "revision": revision(action)}
    assert "On track" in text(manager.post(f"{ROOT}AC-0001/reopen/", again, follow=True))
    stale = {"verdict": "dropped", "words": "No", "revision": 1}
    answer = manager.post(f"{ROOT}AC-0001/decide/", stale)
    assert answer.status_code == 422 and "Somebody else changed it meanwhile" in text(answer)


def test_nobody_closes_what_they_own(vale, council, police) -> None:
    manager = signed_in("business-manager", vale)
    person = manager.account.person
    from safeloom.domain.partnership.commands.people import enter

    enter(by=None, partnership=vale, person=person, start=None)
    own = actions.an_action(police, person=person)
    post = partnership.a_post(council)
    partnership.in_post(post, person)
    by_post = actions.an_action(council, post=post)
    hosted = actions.an_action(council)
    for action in (own, by_post):
        actions.an_update(action, "done")
        with pytest.raises(ValidationError, match="You own it"):
            verdicts.close_action(by=person, action=action, seen=None)
        page = f"{ROOT}{action.record.reference}/decide/"
        said = {"verdict": "closed", "words": "", "revision": revision(action)}
        assert "You own it" in text(manager.post(page, said))
    actions.an_update(hosted, "done")  # where the unit is hosted, it closes all the same
    verdicts.close_action(by=person, action=hosted, seen=None)
    executive = signed_in("statutory-partner", vale)
    enter(by=None, partnership=vale, person=executive.account.person, start=None)
    partnership.in_post(partnership.a_post(police), executive.account.person)
    theirs = actions.an_action(police)
    actions.an_update(theirs, "done")
    page = f"{ROOT}{theirs.record.reference}/decide/"
    said = {"verdict": "closed", "words": "", "revision": revision(theirs)}
    assert "Your agency owns it" in text(executive.post(page, said))
    said["revision"] = revision(theirs)
    assert signed_in("statutory-partner", vale).post(page, said).status_code == 302


def test_a_due_date_moves_with_its_reason(vale, council, manager) -> None:
    action = actions.an_action(council, due=today() + timedelta(days=20))
    to = today() + timedelta(days=50)
    page = f"{ROOT}AC-0001/move/"
    said = {"revision": revision(action), "reason": ""} | day("to", to)
    assert "Say why it moves" in text(manager.post(page, said))
    shown = text(manager.post(page, said | {"reason": "The new head starts in May"}, follow=True))
    assert "The new head starts in May" in shown and "The due date is moved." in shown
    stale = manager.post(page, said | {"reason": "Again"} | day("to", to + timedelta(days=1)))
    assert stale.status_code == 409
    with pytest.raises(ValidationError, match="on that day already"):
        move_due(by=None, action=action, seen=None, to=to, reason="x")


def test_who_owned_it_when_stays_known(vale, council, police, manager) -> None:
    action = actions.an_action(council, ago=30)
    page = f"{ROOT}AC-0001/reassign/"
    said = {"owner": police.pk, "post": "", "person": "", "reason": "It is theirs"}
    shown = text(manager.post(page, said | {"revision": revision(action)}, follow=True))
    assert "Vale Constabulary, since" in shown and "It is theirs" in shown
    rows = list(action.ownerships.order_by("start"))
    assert [row.agency for row in rows] == [council, police]
    assert rows[0].end == today() - timedelta(days=1) and rows[1].start == today()
    reassign(by=None, action=action, seen=None, owner=council)
    assert action.ownerships.count() == 2
    assert action.ownerships.as_at(today()).get().agency == council
    with pytest.raises(ValidationError, match="own it already"):
        reassign(by=None, action=action, seen=None, owner=council)
    with pytest.raises(Stale):
        reassign(by=None, action=action, seen=1, owner=police)


def test_one_is_split_into_several(vale, council, manager) -> None:
    action = actions.an_action(council, "Write and send the guide")
    page = f"{ROOT}AC-0001/split/"
    said = {"wordings": "Write the guide", "revision": revision(action)}
    assert "from two to 20" in text(manager.post(page, said))
    said["wordings"] = "Write the guide\n\n Send the guide \n"
    shown = text(manager.post(page, said, follow=True))
    assert "Closed" in shown and "Split into AC-0002 and AC-0003" in shown
    assert "Was split into" in shown
    part = Action.objects.get(record__reference="AC-0003")
    assert part.wording == "Send the guide" and part.due == action.due
    assert "Was split from" in text(manager.get(f"{ROOT}AC-0003/"))


def test_what_is_kept_on_the_action_is_what_its_rows_come_to(council) -> None:
    """An update brought in for a day before a decision changes nothing of what was decided."""
    action = actions.an_action(council, ago=40)
    actions.an_update(action, "done", ago=10)
    verdicts.send_back(by=None, action=action, seen=None, words="No")
    actions.an_update(action, "done", ago=5)
    action.refresh_from_db()
    assert (action.said, action.done_on) == ("", None)
    assert action.heard == today() - timedelta(days=5)
    actions.an_update(action, "done")
    action.refresh_from_db()
    assert (action.said, action.done_on, action.verdict) == ("done", today(), "sent-back")
    verdicts.drop_action(by=None, action=action, seen=None, words="Not needed")
    with pytest.raises(ValidationError, match="Reopen it first"):
        actions.an_update(action, "done")
