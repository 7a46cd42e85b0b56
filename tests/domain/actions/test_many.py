"""One change of several actions: looked at first, all or none, what changed meanwhile named."""

import re
from datetime import timedelta

from safeloom.domain.actions.models import Action, ActionUpdate, DueMove
from safeloom.foundation.today import today
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import day, text
from tests.factories import actions

PAGE = "/vale/actions/many/"


def chosen(client, *references: str) -> str:
    """The hidden field of the form, as it is shown for these."""
    page = client.get(PAGE, {"chosen": references}).content.decode()
    return re.search(r'name="chosen" value="([^"]+)"', page)[1]


def test_a_new_due_date_for_the_chosen(vale, council, manager) -> None:
    for _ in range(3):
        actions.an_action(council)
    listed = manager.get("/vale/actions/").content.decode()
    assert 'name="chosen" value="AC-0001"' in listed and "Change the chosen actions" in listed
    to = today() + timedelta(days=200)
    said = {"what": "due", "chosen": chosen(manager, "AC-0001", "AC-0003")} | day("to", to)
    assert "Say why it moves" in text(manager.post(PAGE, said))
    said["reason"] = "The audit is later"
    preview = text(manager.post(PAGE, said))
    assert "Change 2 actions" in preview and "AC-0003" in preview and "AC-0002" not in preview
    assert not DueMove.objects.exists()
    done = text(manager.post(PAGE, said | {"confirm": "1"}, follow=True))
    assert "2 actions are changed." in done
    dues = Action.objects.order_by("record__reference").values_list("due", flat=True)
    assert [due == to for due in dues] == [True, False, True]


def test_all_or_none_and_what_changed_meanwhile_is_named(vale, council, police, manager) -> None:
    one, other = actions.an_action(council), actions.an_action(council)
    said = {"what": "update", "said": "done", "text": "All done"}
    said["chosen"] = chosen(manager, "AC-0001", "AC-0002")
    actions.an_update(other, "at-risk", "Not yet")
    answer = manager.post(PAGE, said | {"confirm": "1"})
    assert answer.status_code == 409 and "AC-0002 changed since you looked" in text(answer)
    assert not ActionUpdate.objects.filter(action=one).exists()
    said["chosen"] = chosen(manager, "AC-0001", "AC-0002")
    manager.post(PAGE, said | {"confirm": "1"})
    assert ActionUpdate.objects.filter(text="All done").count() == 2
    passing = {"what": "reassign", "owner": police.pk, "post": "", "person": ""}
    passing["chosen"] = chosen(manager, "AC-0001")
    manager.post(PAGE, passing | {"confirm": "1"})
    passing["chosen"] = chosen(manager, "AC-0001", "AC-0002")
    refused = manager.post(PAGE, passing)
    assert refused.status_code == 422 and "AC-0001: They own it already" in text(refused)
    assert other.ownerships.as_at(today()).get().agency == council


def test_only_the_unit_changes_many(vale, council) -> None:
    actions.an_action(council)
    lead = signed_in("agency-lead", vale, council)
    assert lead.get(PAGE).status_code == 404
    assert 'name="chosen"' not in lead.get("/vale/actions/").content.decode()


def test_nothing_chosen_is_said(vale, manager) -> None:
    assert "Choose at least one action" in text(manager.get(PAGE, follow=True))
