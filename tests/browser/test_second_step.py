"""A second step at sign-in: an app without scripts, a security key, a list for the day both are lost."""

import re

from django.core.management import call_command
from playwright.sync_api import Page, expect

from safeloom.foundation.access.commands.strong import ask_second_step
from safeloom.foundation.encryption.box import unseal
from safeloom.foundation.notices.models import Mail
from tests.browser.steps import follow, give_password, go_to, look, press, sees, sees_not, sign_in
from tests.browser.vale import Vale
from tests.portal.codes import shown

HERE = "/account/second-step/"


def test_a_role_that_asks_for_it_leads_through_setting_up_an_app(window: Page, vale: Vale) -> None:
    manager = vale.somebody("business-manager")
    ask_second_step(by=None, partnership=vale.partnership, roles={"business-manager"})
    sign_in(window, manager, at="/vale/partnership/agencies/")
    look(window, "Second step at sign-in")
    sees(window, "Your role asks for a second step")
    follow(window, "An authenticator app")
    look(window, "Set up an app")
    picture = window.get_by_role("img", name="A square code")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    secret = window.locator(".letters").inner_text().replace(" ", "")
    window.get_by_label("Code").fill("000000")
    press(window, "Set up the app")
    look(window, "Set up an app")
    sees(window, "There is a problem")
    window.get_by_label("Code").fill(shown(secret))
    press(window, "Set up the app")
    look(window, "Recovery codes")
    codes = window.locator(".codes li").all_inner_texts()
    assert len(codes) == 10
    window.get_by_role("button", name="I have kept them: go on").click()
    look(window, "Agencies")
    _sign_out(window)
    give_password(window, manager)
    look(window, "Enter your code")
    window.get_by_label("Code").fill(codes[0])
    press(window, "Sign in")
    look(window, "Home")


def test_a_security_key_signs_in_after_the_password(page: Page, vale: Vale) -> None:
    lead = vale.somebody("coordinator")
    _plug_in_a_key(page)
    sign_in(page, lead, at=HERE)
    follow(page, "A security key or passkey")
    look(page, "Set up a security key")
    page.get_by_label("What you call it").fill("Blue key")
    press(page, "Set up the key")
    look(page, "Recovery codes")
    page.goto(HERE)
    look(page, "Second step at sign-in")
    sees(page, "Security key “Blue key”")
    _sign_out(page)
    give_password(page, lead)
    look(page, "Use your security key")
    press(page, "Use your security key")
    look(page, "Home")


def test_a_key_of_somebody_else_lets_nobody_in(page: Page, vale: Vale) -> None:
    lead, other = vale.somebody("coordinator"), vale.somebody("scrutineer")
    _plug_in_a_key(page)
    for account in (lead, other):
        sign_in(page, account, at=f"{HERE}key/")
        page.get_by_label("What you call it").fill("Key")
        press(page, "Set up the key")
        look(page, "Recovery codes")
        _sign_out(page)
    give_password(page, lead)
    asked = page.locator("form[data-options]").get_attribute("data-options")
    _as_if_asked_of(page, other, asked)
    sees(page, "This key was not recognised")
    page.goto("/vale/")
    look(page, "Sign in")


def test_without_scripts_a_key_says_what_to_do(no_script: Page, vale: Vale) -> None:
    sign_in(no_script, vale.somebody("coordinator"), at=f"{HERE}key/")
    look(no_script, "Set up a security key")
    sees(no_script, "Setting up a key needs JavaScript")
    expect(no_script.get_by_role("button", name="Set up the key")).to_be_hidden()


def test_somebody_ends_a_session_elsewhere(page: Page, phone: Page, vale: Vale) -> None:
    lead = vale.somebody("coordinator")
    sign_in(page, lead)
    sign_in(phone, lead, at=f"{HERE}key/")
    look(phone, "Set up a security key")
    phone.goto("/account/sessions/")
    look(phone, "Where you are signed in")
    page.goto("/account/sessions/")
    look(page, "Where you are signed in")
    sees(page, "This one")
    page.get_by_role("button", name=re.compile("^Sign out Chrome")).click()
    sees(page, "That browser is signed out", "You are signed in nowhere else")
    phone.reload()
    look(phone, "Sign in")


def test_a_manager_chooses_the_roles_and_resets_a_lost_telephone(page: Page, vale: Vale) -> None:
    sign_in(page, vale.somebody("business-manager"))
    go_to(page, "Stewardship")
    follow(page, "Second step at sign-in")
    look(page, "Second step at sign-in")
    page.get_by_label("Statutory partner executive").check()
    press(page, "Save roles")
    sees(page, "Saved. It holds from the next click.")
    lead = vale.somebody("statutory-partner")
    from tests.portal.codes import with_app

    with_app(lead)
    page.goto(f"/vale/stewardship/accounts/{lead.pk}/")
    look(page, lead.person.name)
    press(page, "Reset the second step")
    sees(page, "Their second step is reset, and they are signed out.")
    sees_not(page, "Lost telephone or key")


def test_a_forgotten_password_is_chosen_anew_by_mail(window: Page, vale: Vale, settings) -> None:
    settings.EMAIL_HOST = "localhost"
    lead = vale.somebody("coordinator")
    window.goto("/sign-in/")
    follow(window, "I cannot sign in")
    look(window, "If you cannot sign in")
    window.get_by_label("E-mail address").fill("no address")
    press(window, "Send me a link")
    look(window, "If you cannot sign in")
    window.get_by_label("E-mail address").fill(lead.email)
    press(window, "Send me a link")
    look(window, "Look in your mail")
    call_command("tick")
    (mail,) = Mail.objects.filter(kind="forgotten-password")
    text = unseal(mail.sealed, mail.bound_to).decode()
    window.goto(re.search(r"http://\S+?(/account/reset/[\w-]+/)", text)[1])
    look(window, "Choose your password")


def _sign_out(page: Page) -> None:
    page.goto("/account/")
    page.locator("details.menu summary").click()
    press(page, "Sign out")
    look(page, "Sign in")


def _plug_in_a_key(page: Page) -> None:
    """A security key as Chromium imitates one, touched by itself whenever it is asked."""
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": key})


def _as_if_asked_of(page: Page, other, asked: str) -> None:
    """Answer what was asked of one account with the key of another, as a forger would."""
    from base64 import urlsafe_b64encode

    from allauth.mfa.models import Authenticator
    from allauth.mfa.webauthn.internal.auth import get_credentials

    assert Authenticator.objects.filter(user=other, type="webauthn").exists()
    (theirs,) = get_credentials(other)
    known = urlsafe_b64encode(theirs.credential_id).decode().rstrip("=")
    page.evaluate(
        """([asked, known]) => {
            const options = JSON.parse(asked);
            options.publicKey.allowCredentials = [{type: "public-key", id: known}];
            document.querySelector("form[data-options]").dataset.options = JSON.stringify(options);
        }""",
        [asked, known],
    )
    press(page, "Use your security key")
