"""A restricted paper in two browsers at once: who is entitled reads it, and nobody else learns of it."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page

from safeloom.domain.meetings.models import Meeting
from safeloom.foundation.identity.models import Account
from safeloom.foundation.sealed.models import Opening
from safeloom.foundation.today import today
from tests.browser import looking
from tests.browser.steps import follow, go_to, look, press, sees, sees_not
from tests.browser.vale import Vale
from tests.factories import meetings
from tests.factories import papers as make
from tests.factories import partnership as structure


@pytest.fixture
def meeting(vale: Vale) -> Meeting:
    """A meeting in a month."""
    return meetings.a_meeting(vale.board, today() + timedelta(days=30), place="Town hall")


@pytest.fixture
def member(vale: Vale) -> Account:
    """Somebody who sits on the group that meets."""
    account = vale.somebody("group-member")
    structure.seated(structure.a_seat(vale.board, "Health"), account.person)
    return account


def hows() -> list[str]:
    return list(Opening.objects.order_by("at").values_list("how", flat=True))


def test_a_restricted_paper_is_there_for_who_is_entitled_alone(
    page: Page, phone: Page, vale: Vale, meeting: Meeting, member: Account
) -> None:
    looking.sign_in(page, vale.somebody("coordinator"))
    page.goto("/vale/")
    go_to(page, "Meetings")
    follow(page, meeting.title)
    follow(page, "Add a paper")
    look(page, "Add a paper to")
    page.get_by_label("Title").fill("Heron review")
    page.get_by_label("Or the paper itself").fill("Of the heron.")
    page.get_by_label("Only those chosen below, and you").check()
    page.get_by_label(f"{member.person.name}, Health").check()
    press(page, "Add paper")
    look(page, "is sealed")
    sees_not(page, "Heron")
    press(page, "Open it")
    sees(page, "Say why you are opening it")
    page.get_by_label("Why are you opening it?").fill("I wrote it")
    press(page, "Open it")
    look(page, "Heron review")
    sees(page, "Sealed", "Of the heron.", "Who may open it", "Gave a reason: I wrote it")
    # Meanwhile whoever sits there, on a telephone.
    looking.sign_in(phone, member)
    phone.goto("/vale/meetings/papers/")
    follow(phone, "Restricted paper")
    phone.get_by_label("Why are you opening it?").fill("I sit there")
    press(phone, "Open it")
    look(phone, "Heron review")
    where = phone.url
    with phone.expect_response("**/print/") as noted:
        phone.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert noted.value.ok and hows()[-1] == "print"
    phone.keyboard.press("Escape")
    phone.keyboard.press("Escape")
    phone.wait_for_url("**/vale/")
    phone.go_back()
    assert phone.url != where
    page.reload()
    sees(page, "Gave a reason: I sit there", "Printed")


def test_an_outsider_finds_nothing_in_any_way(
    page: Page, vale: Vale, meeting: Meeting, member: Account
) -> None:
    make.a_paper(meeting, "The winter plan")
    paper = make.restricted(meeting, "Heron review", to=(member.person.principal,))
    reference = paper.record.reference
    looking.sign_in(page, vale.somebody("business-manager"))
    for address in (
        "/vale/meetings/papers/",
        f"/vale/meetings/{meeting.record.reference}/",
        "/vale/stewardship/audit/",
        "/vale/search/?q=heron",
        f"/vale/meetings/papers/{reference}/",
    ):
        page.goto(address)
        for secret in ("Heron review", "Restricted paper", "Sealed record", reference):
            sees_not(page, secret)
    look(page, "Page not found")
    assert hows() == []


def test_without_a_script_it_is_read_all_the_same(
    no_script: Page, vale: Vale, meeting: Meeting, member: Account
) -> None:
    paper = make.restricted(meeting, "Heron review", to=(member.person.principal,))
    looking.sign_in(no_script, member)
    no_script.goto(f"/vale/meetings/papers/{paper.record.reference}/")
    no_script.get_by_label("Why are you opening it?").fill("I sit there")
    press(no_script, "Open it")
    look(no_script, "Heron review")
    assert hows() == ["reason", "page"]
