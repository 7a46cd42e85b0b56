"""From what arrived to a comparison and an answer that somebody else approved."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeloom.domain.partnership.commands import reorganisations
from safeloom.domain.partnership.models import Agency, Reorganisation
from safeloom.foundation.records.commands import Stale
from safeloom.foundation.today import today
from safeloom.systems.national.commands import answering, comparing
from safeloom.systems.national.home import digest
from safeloom.systems.national.models import NationalItem
from safeloom.systems.national.queries.items import owner_of, with_state
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import day, text
from tests.factories import foundation, national

ROOT = "/vale/plan/national/"


def hidden(answer, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())[1]


def state(item: NationalItem) -> str:
    return with_state(NationalItem.objects.filter(pk=item.pk), today()).get().state


def test_from_arrival_to_a_sent_answer(vale, council, manager) -> None:
    said = {
        "title": "Consultation on numbers",
        "kind": "consultation",
        "from_whom": "A department",
        "link": "javascript:alert(1)",
        "owner": council.pk,
    }
    said |= day("arrived", today()) | day("closes", today() - timedelta(days=1))
    refused = manager.post(f"{ROOT}add/", said)
    assert refused.status_code == 422 and "Enter an address that begins https://" in text(refused)
    said["link"] = "https://safeloom.example/c"
    refused = manager.post(f"{ROOT}add/", said)
    assert refused.status_code == 422 and "enter that day or a later one" in text(refused)
    soon = today() + timedelta(days=9)
    said |= day("closes", soon) | day("compare_by", soon)
    added = text(manager.post(f"{ROOT}add/", said, follow=True))
    assert "NI-0001" in added and "To be compared" in added and "Vale Council" in added
    lead = signed_in("agency-lead", vale, council)
    assert "Consultation on numbers" in text(lead.get("/vale/"))
    assert [line.due for line in digest(lead.account.person, today())] == [soon]
    row = {"says": "One number for each child", "gap": "part", "stands": "", "missing": ""}
    refused = lead.post(f"{ROOT}NI-0001/rows/add/", row)
    assert refused.status_code == 422 and "Say where the partnership stands." in text(refused)
    row |= {"stands": "Health has one", "missing": "Police has none"}
    assert "1 row compared, 1 gap." in text(lead.post(f"{ROOT}NI-0001/rows/add/", row, follow=True))
    lead.post(f"{ROOT}NI-0001/compared/", {})
    assert state(NationalItem.objects.get()) == "to-answer"
    assert lead.get(f"{ROOT}NI-0001/answer/").status_code == 404
    write = f"{ROOT}NI-0001/answer/"
    manager.post(write, {"text": "We agree.", "seen": hidden(manager.get(write), "seen")})
    approve = f"{ROOT}NI-0001/answer/approve/"
    told = {"approved": "yes", "words": "", "version": "1"}
    own = manager.post(approve, told)
    assert own.status_code == 422 and "somebody else approves it" in text(own)
    partner = signed_in("statutory-partner", vale)
    assert "Answer waits for approval" in text(partner.get("/vale/"))
    back = partner.post(approve, told | {"approved": "no"})
    assert back.status_code == 422 and "Say what is to be changed." in text(back)
    assert "Approved" in text(partner.post(approve, told, follow=True)).title()
    assert "Answer to be sent" in text(manager.get(f"{ROOT}NI-0001/"))
    manager.post(f"{ROOT}NI-0001/answer/sent/", day("day", today()))
    assert state(NationalItem.objects.get()) == "done"
    assert "We agree." in text(manager.get(f"{ROOT}NI-0001/"))


def test_a_new_version_is_approved_anew(vale) -> None:
    item = national.an_item(vale, closes=today())
    one, other = foundation.person(), foundation.person()
    first = national.an_answer(item, one)
    answering.judge_answer(by=other, answer=first, approved=True)
    with pytest.raises(Stale):
        answering.write_answer(by=one, item=item, seen=0, text="Late")
    second = answering.write_answer(by=one, item=item, seen=1, text="Better")
    with pytest.raises(Stale):
        answering.judge_answer(by=other, answer=first, approved=True)
    with pytest.raises(ValidationError, match="Only an approved answer"):
        answering.send_answer(by=one, answer=second, day=today())
    answering.judge_answer(by=other, answer=second, approved=True)
    answering.send_answer(by=one, answer=second, day=today())
    with pytest.raises(ValidationError, match="stays as it is"):
        answering.write_answer(by=one, item=item, seen=2, text="Again")


def test_what_is_late_is_said(vale) -> None:
    past, before = today() - timedelta(days=2), today() - timedelta(days=9)
    to_compare = national.an_item(vale, arrived=before, compare_by=past)
    closed = national.an_item(vale, arrived=before, closes=past)
    assert (state(to_compare), state(closed)) == ("late", "answer-late")
    comparing.decide(by=None, item=to_compare, kind="no-comparison", words="Not for us.")
    comparing.decide(by=None, item=closed, kind="no-comparison", words="Not for us.")
    comparing.decide(by=None, item=closed, kind="no-answer", words="Others answer.")
    assert (state(to_compare), state(closed)) == ("done", "done")
    comparing.decide(by=None, item=to_compare, kind="compare-again", words="It changed.")
    assert state(to_compare) == "late"


def test_a_comparison_is_whole_once_each_row_is_compared(vale) -> None:
    item = national.an_item(vale)
    with pytest.raises(ValidationError, match="no row yet"):
        comparing.decide(by=None, item=item, kind="compared")
    row = national.a_row(item, "unknown")
    with pytest.raises(ValidationError, match="1 row is not compared"):
        comparing.decide(by=None, item=item, kind="compared")
    comparing.withdraw_row(by=None, row=row)
    national.a_row(item)
    comparing.decide(by=None, item=item, kind="compared")
    with pytest.raises(Stale):
        comparing.change_row(
            by=None, row=row, seen=9, said=comparing.Compared(says="x", stands="y", gap="none")
        )


def test_only_the_owner_and_the_unit_compare(vale, council, police) -> None:
    national.an_item(vale, owner=council)
    lead = signed_in("agency-lead", vale, police)
    page = text(lead.get(f"{ROOT}NI-0001/"))
    assert "Guidance on bruises" in page and "Add a row" not in page
    assert lead.get(f"{ROOT}NI-0001/rows/add/").status_code == 404
    assert "Guidance on bruises" not in text(lead.get("/vale/"))


def test_the_comparison_passes_to_what_its_owner_becomes(vale, council) -> None:
    item = national.an_item(vale, owner=council)
    item.owners.update(start=today() - timedelta(days=9))
    act = reorganisations.plan(by=None, partnership=vale, kind=Reorganisation.Kind.SPLIT)
    said = {"by": None, "act": act, "seen": None}
    reorganisations.set_agencies(agencies=[council], **said)
    heirs = [
        reorganisations.NewHeir(name=name, kind=Agency.Kind.LOCAL_AUTHORITY)
        for name in ("North Vale", "South Vale")
    ]
    reorganisations.set_agency_heirs(heirs=heirs, **said)
    reorganisations.set_day(day=today(), **said)
    reorganisations.carry_out(**said)
    assert owner_of(item, today()).agency.name == "North Vale"
    assert owner_of(item, today() - timedelta(days=1)).agency == council


@pytest.mark.parametrize("page", ["/vale/", ROOT, f"{ROOT}NI-0001/"])
def test_a_page_asks_as_often_with_three_rows_as_with_one(vale, council, manager, page) -> None:
    lead = signed_in("agency-lead", vale, council)
    first = national.an_item(vale, owner=council, closes=today(), compare_by=today())
    national.an_answer(first)
    asked = []
    for rows in (1, 3):
        for _ in range(rows):
            national.an_item(vale, owner=council, closes=today(), compare_by=today())
            national.a_row(first)
            comparing.decide(by=None, item=first, kind="compare-again", words="So")
        for client in (manager, lead):
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            asked.append(len(queries))
    assert asked[:2] == asked[2:]
