"""A session that ends while somebody types costs them nothing, and shows nobody else anything."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from safeloom.foundation.identity import drafts
from safeloom.foundation.identity.models import HeldDraft
from tests.factories import foundation
from tests.portal import typing_pages
from tests.portal.steps import PASSWORD, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.portal.typing_pages")]
TYPED = {
    "words": "Only a few words & a <sign>",
    "who": ["a", "c"],
}
MORNING = "2026-11-02 09:00:00+00:00"


def hidden(page: str) -> dict[str, str]:
    """What the hidden fields of a page's form hold."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def date_names(page: str) -> list[str]:
    return re.findall(
        r'<input class="govuk-input govuk-date-input__input[^>]* name="([^"]+)"', page
    )


@pytest.fixture
def browser():
    """A browser that is asked for its keys against forgery, as a real one is."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture(autouse=True)
def nothing_saved():
    typing_pages.saved.clear()


def enter(browser: Client, account, address: str = "/sign-in/") -> str:
    """Sign in through the page, its key included; where that leads."""
    page = browser.get(address).content.decode()
    form = hidden(page) | {"login": account.email, "password": PASSWORD}
    return browser.post("/sign-in/", form)["Location"]


def typed_at(browser: Client, address: str = "/notes/") -> dict:
    """What a browser would send from the page, with something typed into it."""
    page = browser.get(address).content.decode()
    form = {**hidden(page), "words": TYPED["words"], "who": TYPED["who"]}
    return form | dict(zip(date_names(page), ["3", "11", "2026"], strict=True))


def expire(browser: Client) -> None:
    """End the session as its time does: on the server, while the browser keeps its cookies."""
    browser.session.delete()


def held_at(account, browser, address="/notes/"):
    """Type, let the session end, send; the address of sign-in it leads to."""
    enter(browser, account)
    form = typed_at(browser, address)
    expire(browser)
    answer = browser.post(address, form)
    assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next=")
    return answer["Location"]


def test_what_was_typed_comes_back_after_signing_in_and_is_saved_once(browser, manager):
    to_sign_in = held_at(manager, browser, "/notes/?sort=name")
    back = enter(browser, manager, to_sign_in)
    assert urlsplit(back).path == "/notes/" and parse_qs(urlsplit(back).query)["sort"] == ["name"]
    page = browser.get(back).content.decode()
    assert "This is what you typed. It is not saved yet." in page
    assert "Only a few words &amp; a &lt;sign&gt;" in page
    assert page.count(" checked") == 2 and 'value="2026"' in page
    assert "There is a problem" not in page
    assert not typing_pages.saved
    again = {**hidden(page), "words": TYPED["words"], "who": TYPED["who"]}
    again |= dict(zip(date_names(page), ["3", "11", "2026"], strict=True))
    assert again["revision"] == "7"
    assert browser.post(back, again).status_code == 302
    assert len(typing_pages.saved) == 1
    assert not HeldDraft.objects.exists()


def test_a_real_session_ends_by_the_clock(browser, manager, settings):
    with time_machine.travel(MORNING, tick=False) as clock:
        enter(browser, manager)
        form = typed_at(browser)
        clock.shift(settings.SESSION_COOKIE_AGE + 1)
        answer = browser.post("/notes/", form)
        assert answer["Location"].startswith("/sign-in/?next=")
        page = browser.get(enter(browser, manager, answer["Location"])).content.decode()
        assert "This is what you typed" in page


def test_a_session_goes_on_while_it_is_used(browser, manager, settings):
    with time_machine.travel(MORNING, tick=False) as clock:
        enter(browser, manager)
        for _ in range(3):
            clock.shift(settings.SESSION_COOKIE_AGE - 60)
            assert browser.get("/notes/").status_code == 200


def test_sent_again_with_a_mistake_it_is_still_there(browser, manager):
    back = enter(browser, manager, held_at(manager, browser))
    page = browser.get(back).content.decode()
    assert browser.post(back, {**hidden(page), "words": ""}).status_code == 422
    assert "This is what you typed" in browser.get(back).content.decode()


def test_somebody_else_at_the_same_screen_never_sees_it(browser, manager, vale):
    other = foundation.granted("business-manager", vale)
    other.set_password(PASSWORD)
    other.save()
    back = enter(browser, other, held_at(manager, browser))
    page = browser.get(back).content.decode()
    assert "There is nothing to give back." in page and "Only a few words" not in page
    # Nor is it lost for who typed it.
    assert "Only a few words" in signed_in_as(manager).get(back).content.decode()


def signed_in_as(account) -> Client:
    client = Client()
    sign_in(client, account)
    return client


def test_another_page_cannot_take_it(browser, manager):
    back = enter(browser, manager, held_at(manager, browser))
    answer = browser.get(back.replace("/notes/", "/other-notes/"))
    assert "There is nothing to give back." in answer.content.decode()
    browser.post(back.replace("/notes/", "/other-notes/"), typed_at(browser))
    assert HeldDraft.objects.exists()


def test_after_an_hour_it_is_gone_and_the_tick_removes_it(browser, manager):
    with time_machine.travel(MORNING, tick=False) as clock:
        to_sign_in = held_at(manager, browser)
        clock.shift(59 * 60)
        back = enter(browser, manager, to_sign_in)
        assert "This is what you typed" in browser.get(back).content.decode()
        clock.shift(61)
        assert "There is nothing to give back." in browser.get(back).content.decode()
        assert HeldDraft.objects.exists()
        call_command("tick")
        assert not HeldDraft.objects.exists()


def test_nothing_of_it_can_be_read_in_the_database(browser, manager):
    held_at(manager, browser)
    assert b"few words" not in bytes(HeldDraft.objects.get().sealed)


def test_a_draft_moved_to_another_account_does_not_open(browser, manager, vale):
    back = enter(browser, manager, held_at(manager, browser))
    thief = foundation.granted("business-manager", vale)
    HeldDraft.objects.update(account=thief)
    client = Client()
    client.force_login(thief)
    assert "There is nothing to give back." in client.get(back).content.decode()


def test_signing_in_again_in_another_window_loses_nothing(browser, manager):
    """The second window's sign-in gives the browser a new key against forgery, so the first window's
    form carries an old one."""
    enter(browser, manager)
    form = typed_at(browser)
    expire(browser)
    enter(browser, manager)
    answer = browser.post("/notes/", form)
    assert answer.status_code == 302 and answer["Location"].startswith("/notes/?draft=")
    assert not typing_pages.saved
    assert "This is what you typed" in browser.get(answer["Location"]).content.decode()


def test_a_browser_that_lost_its_cookies_loses_nothing(browser, manager):
    enter(browser, manager)
    form = typed_at(browser)
    fresh = Client(enforce_csrf_checks=True)
    answer = fresh.post("/notes/", form)
    to_sign_in = fresh.get(answer["Location"])["Location"]
    back = enter(fresh, manager, to_sign_in)
    assert "This is what you typed" in fresh.get(back).content.decode()


def test_a_form_forged_elsewhere_is_refused_and_changes_nothing(browser, manager):
    enter(browser, manager)
    forged = {"words": "x", "revision": "1"}
    assert browser.post("/notes/", forged).status_code == 403
    forged["account_key"] = drafts.account_key(manager)[:-2] + "xx"
    assert browser.post("/notes/", forged).status_code == 403
    assert not HeldDraft.objects.exists() and not typing_pages.saved


def test_an_old_sign_in_page_leads_to_a_new_one(browser, manager):
    page = browser.get("/sign-in/?next=/notes/").content.decode()
    enter(browser, manager)
    form = hidden(page) | {"login": manager.email, "password": PASSWORD}
    answer = browser.post("/sign-in/", form)
    assert browser.get(answer["Location"])["Location"] == "/notes/"


def test_passwords_are_never_held(client, manager):
    form = {"account_key": drafts.account_key(manager), "old_password": "x", "words": "y"}
    answer = client.post("/notes/", form)
    assert answer["Location"] == "/sign-in/?next=%2Fnotes%2F"
    assert not HeldDraft.objects.exists()


def test_a_page_of_a_partnership_gives_it_back_too(browser, manager):
    back = enter(browser, manager, held_at(manager, browser, "/vale/notes/"))
    assert "This is what you typed" in browser.get(back).content.decode()


def test_neither_size_nor_number_can_fill_the_disk(client, manager):
    key = drafts.account_key(manager)
    client.post("/notes/", {"account_key": key, "words": "w" * 600_000})
    assert not HeldDraft.objects.exists()
    for _ in range(drafts.MOST + 5):
        client.post("/notes/", {"account_key": key, "words": "w"})
    assert HeldDraft.objects.count() == drafts.MOST


def test_a_closed_accounts_typing_is_not_held(client, manager):
    manager.is_active = False
    manager.save()
    client.post("/notes/", {"account_key": drafts.account_key(manager), "words": "w"})
    assert not HeldDraft.objects.exists()


def test_files_are_left_out(client, manager):
    file = SimpleUploadedFile("returns.csv", b"a,b")
    form = {"account_key": drafts.account_key(manager), "words": "w", "file": file}
    client.post("/notes/", form)
    assert HeldDraft.objects.count() == 1
