"""Signing in with a service elsewhere: to it, its question, and back; who is nobody here; a second step."""

from collections.abc import Iterator

import pytest
from allauth.socialaccount.models import SocialAccount
from playwright.sync_api import Page

from safeloom.config.services import Service
from safeloom.foundation.access.commands.strong import ask_second_step
from safeloom.foundation.identity.models import Account, Session
from tests.browser.conftest import PHONE, Opener
from tests.browser.steps import follow, look, press, sees
from tests.browser.vale import Vale
from tests.factories import foundation
from tests.factories import partnership as structure
from tests.portal.codes import shown, with_app
from tests.portal.provider.people import ASKING, SECRET
from tests.portal.provider.running import provider


@pytest.fixture(scope="module")
def issuer(live_server) -> Iterator[str]:
    """A provider on another site than ours, so that cookies go as they would."""
    with provider(f"{live_server.url}/sign-in/with/council/back/", "127.0.0.1") as address:
        yield address


@pytest.fixture(autouse=True)
def service(issuer: str, settings) -> None:
    """The site knows it, and does not take it for a second step."""
    council = Service("council", "Vale Council", issuer, ASKING, SECRET, "no")
    settings.SIGN_IN_SERVICES = (council,)
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 30
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [council.app()]}}


@pytest.fixture
def robin(vale: Vale) -> Account:
    """A co-ordinator who never chose a password here."""
    person = structure.somebody(vale.partnership, "Robin Oakes")
    foundation.grant(person.principal, "coordinator", vale.partnership)
    return foundation.account(person, email="ash@vale.example")


def _there(page: Page, who: str, answer: str = "Authorize", at: str = "/sign-in/") -> None:
    """Go to the service, be somebody there, and answer its question."""
    page.goto(at)
    look(page, "Sign in")
    press(page, "Sign in with Vale Council")
    page.get_by_label("Name").fill(who)
    press(page, "Go on")
    assert page.get_by_role("heading", level=1).inner_text() == "Authorize Safeloom"
    press(page, answer)


def test_somebody_signs_in_with_it_and_who_is_nobody_here_is_told(
    new_page: Opener, robin: Account
) -> None:
    page, phone = new_page(), new_page(viewport=PHONE, has_touch=True)
    # Given somebody who came by an address within, then she is back there once the service knows her
    _there(page, "ash", at="/vale/partnership/agencies/")
    look(page, "Agencies")
    follow(page, "Home")
    page.goto("/account/")
    sees(page, "Robin Oakes", "ash@vale.example", "Co-ordinator")
    assert SocialAccount.objects.get().user == robin
    # And who is known there alone reads what to do, and is not in
    _there(phone, "stranger")
    look(phone, "Sign in")
    sees(phone, "You are known there, but no account here can be used with it.", "business unit")
    phone.goto("/vale/")
    look(phone, "Sign in")
    # And who says no there is back, and reads that
    phone.context.clear_cookies()
    _there(phone, "ash", "Cancel")
    look(phone, "Sign in")
    sees(phone, "Signing in there did not work.")
    assert Session.objects.filter(account__isnull=False).count() == 1


def test_whoever_needs_a_second_step_is_led_to_it_and_asked_for_it(
    phone: Page, vale: Vale, robin: Account
) -> None:
    # Given a role that asks for one, then coming from there is not enough
    ask_second_step(by=None, partnership=vale.partnership, roles={"coordinator"})
    _there(phone, "ash")
    look(phone, "Second step at sign-in")
    sees(phone, "Your role asks for a second step")
    phone.goto("/vale/partnership/")
    look(phone, "Second step at sign-in")
    # And once there is one, that session is over and the next asks for it
    secret = with_app(robin)
    phone.goto("/vale/partnership/")
    look(phone, "Sign in")
    _there_again(phone)
    look(phone, "Enter your code")
    phone.goto("/vale/")
    look(phone, "Sign in")
    _there_again(phone)
    phone.get_by_label("Code").fill(shown(secret))
    press(phone, "Sign in")
    look(phone, "Home")


def _there_again(page: Page) -> None:
    """To the service once more, where one is still signed in."""
    press(page, "Sign in with Vale Council")
    press(page, "Authorize")
