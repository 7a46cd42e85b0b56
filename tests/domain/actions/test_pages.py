"""The tracker as pages: add, find, read, say how it goes."""

import re
from dataclasses import replace
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.domain.actions.models import Action
from safeloom.domain.actions.sections import actions_section
from safeloom.domain.actions.views.lists import LISTS
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.today import today
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import day, text
from tests.factories import actions, foundation, partnership

ROOT = "/vale/actions/"


def test_from_a_record_to_an_action_with_an_update(vale, council, manager) -> None:
    post = partnership.a_post(council, "Head of safeguarding")
    group = partnership.a_group(vale, "Performance group")
    add = f"{ROOT}add/?source={group.record.pk}"
    form = manager.get(add)
    assert "From GR-0001 Performance group." in text(form)
    assert "Where does it come from?" not in text(form)
    assert "Where does it come from?" in text(manager.get(f"{ROOT}add/"))
    said = {"wording": "Write the guide", "owner": council.pk, "post": post.pk, "person": ""}
    said |= {"source": group.record.pk} | day("opened", today())
    refused = manager.post(add, said)
    assert refused.status_code == 422 and "Enter the due date" in text(refused)
    assert "Write the guide" in text(refused)
    due = today() + timedelta(days=40)
    done = text(manager.post(add, said | day("due", due), follow=True))
    assert "The action is added." in done and "AC-0001" in done and "Not started" in done
    assert "Vale Council, Head of safeguarding" in done and "GR-0001 Performance group" in done
    update = {"said": "at-risk", "text": ""}
    refused = manager.post(f"{ROOT}AC-0001/update/", update)
    assert refused.status_code == 422 and "Say what puts it at risk." in text(refused)
    update["text"] = "Two posts are vacant."
    shown = text(manager.post(f"{ROOT}AC-0001/update/", update, follow=True))
    assert "At risk" in shown and "Two posts are vacant." in shown
    verbs = AuditRow.objects.filter(subject="AC-0001").order_by("at").values_list("verb", flat=True)
    assert list(verbs) == ["action.add", "action.update"]


def test_what_cannot_be_added_is_said(vale, council, manager) -> None:
    elsewhere = foundation.partnership("there")
    other = partnership.an_agency(elsewhere)
    said = {"wording": "Go", "owner": other.pk, "person": "", "post": ""}
    said |= day("due", today()) | day("opened", today())
    answer = manager.post(f"{ROOT}add/", said)
    assert answer.status_code == 422 and "must be one of the choices" in text(answer)
    post = partnership.a_post(partnership.an_agency(vale, "Other"))
    answer = manager.post(f"{ROOT}add/", said | {"owner": council.pk, "post": post.pk})
    assert "Choose a post of Vale Council." in text(answer)
    late = said | {"owner": council.pk} | day("due", today() - timedelta(days=1))
    assert "not before the day it was agreed" in text(manager.post(f"{ROOT}add/", late))
    assert not Action.objects.exists()
    assert manager.get(f"{ROOT}add/?source={other.record.pk}").status_code == 404
    assert manager.get(f"{ROOT}add/?source=nonsense").status_code == 404


def test_an_agency_sees_its_own_and_a_member_what_they_own(vale, council, police) -> None:
    actions.an_action(council, "Ours")
    actions.an_action(police, "Theirs")
    lead = signed_in("agency-lead", vale, council)
    listed = text(lead.get(ROOT))
    assert "Ours" in listed and "Theirs" not in listed
    assert lead.get(f"{ROOT}AC-0002/").status_code == 404
    assert lead.get(f"{ROOT}AC-0001/update/").status_code == 200
    group = partnership.a_group(vale)
    member = signed_in("group-member", vale, group)
    assert "will stand here" in text(member.get(ROOT))
    person = member.account.person
    from safeloom.domain.partnership.commands.people import enter

    enter(by=None, partnership=vale, person=person, start=None)
    actions.an_action(police, "Mine", person=person)
    assert "Mine" in text(member.get(ROOT))
    answer = member.post(f"{ROOT}AC-0003/update/", {"said": "done", "text": "Yes"}, follow=True)
    assert "Complete" in text(answer)
    assert "Theirs" in text(signed_in("scrutineer", vale).get(ROOT))


def test_the_list_is_searched_filtered_and_taken_away(vale, council, manager) -> None:
    actions.an_action(council, "Write the guide")
    late = actions.an_action(council, "Count the visits", due=today() - timedelta(days=1), ago=9)
    found = text(manager.get(f"{ROOT}?q=visits"))
    assert "Count the visits" in found and "Write the guide" not in found
    found = text(manager.get(f"{ROOT}?status=overdue"))
    assert "Count the visits" in found and "Write the guide" not in found
    csv = text(manager.get(f"{ROOT}?status=overdue&export=csv"))
    assert f"{late.record.reference},Count the visits,Vale Council" in csv and "Overdue" in csv


def test_a_word_is_sought_in_references_and_wordings(vale, council, manager) -> None:
    actions.an_action(council, "Write the guide")
    actions.an_action(council, "Ask AC-0001 again")

    def found(words: str) -> list[str]:
        shown = text(manager.get(f"{ROOT}?q={words}&export=csv"))
        return re.findall(r"(AC-[0-9]{4}),", shown)

    assert found("ac-0001") == ["AC-0001", "AC-0002"]
    assert found("0002") == ["AC-0002"] and found("guide") == ["AC-0001"]
    assert found("c-") == ["AC-0001", "AC-0002"] and found("guides") == []


def test_the_pages_of_a_long_list_hold_each_action_once_with_its_owner(
    vale, council, police, manager, monkeypatch
) -> None:
    for at in range(5):
        actions.an_action((council, police)[at % 2], f"Do {at}.", due=today() + timedelta(days=9))
    for name, page in LISTS.items():
        monkeypatch.setitem(LISTS, name, replace(page, page_size=2))
    asked, read = [], []
    for number in (1, 2, 3):
        with CaptureQueriesContext(connection) as caught:
            read.append(text(manager.get(f"{ROOT}all/?sort=-reference&page={number}")))
        asked.append(len(caught))
    said = " ".join(read)
    places = [said.index(f"AC-000{at} Action Do {at - 1}.") for at in (5, 4, 3, 2, 1)]
    assert places == sorted(places)
    assert [said.count(f"Do {at}.") for at in range(5)] == [1] * 5
    assert "Do 4. Owner Vale Council" in said and "Do 3. Owner Vale Constabulary" in said
    assert asked[1] == asked[2]


def test_the_number_of_queries_is_fixed(vale, council, manager) -> None:
    group = partnership.a_group(vale)

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert manager.get(ROOT).status_code == 200
        return len(caught)

    actions.an_update(actions.an_action(council, source=group.record))
    manager.get(ROOT)
    one = asked()
    for _ in range(2):
        actions.an_update(actions.an_action(council, source=group.record))
    assert asked() == one
    viewer = Viewer(manager.account, today())
    with CaptureQueriesContext(connection) as caught:
        section = actions_section(viewer, vale, group.record, today())
    assert len(section.lines) == 3 and len(caught) <= 5
