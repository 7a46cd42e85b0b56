"""From the manager's invitation to the first sign-in of who was invited, and to the day they leave."""

import re
from datetime import datetime, time, timedelta

import time_machine
from playwright.sync_api import Page

from safeloom.foundation.notices import worker
from safeloom.foundation.today import ENGLAND, today
from tests.browser import looking
from tests.browser.conftest import PHONE, Opener
from tests.browser.steps import follow, give_day, go_to, look, press, row, sees, sees_not, sign_in
from tests.browser.vale import PASSWORD, Vale
from tests.factories import mail
from tests.factories import partnership as structure
from tests.foundation.notices.servers import Server


def test_somebody_is_invited_by_mail_and_sees_their_own(
    vale: Vale, new_page: Opener, settings
) -> None:
    guest = structure.somebody(vale.partnership, "Wren Penhallow")
    page, phone = new_page(), new_page(viewport=PHONE, has_touch=True)
    # Given a manager who makes an account, gives a role and invites
    looking.sign_in(page, vale.somebody("business-manager"))
    page.goto("/vale/")
    go_to(page, "Stewardship")
    follow(page, "Accounts")
    follow(page, "Make an account")
    look(page, "Make an account")
    page.get_by_label("Person").select_option(label="Wren Penhallow")
    page.get_by_label("Work e-mail address").fill("wren@vale.example")
    press(page, "Make account")
    look(page, "Wren Penhallow")
    sees(page, "Now invite its owner", "No role is given to them by name")
    account = page.url
    follow(page, "Give a role")
    look(page, "Give a role")
    page.get_by_label("Agency safeguarding lead").check()
    over = page.get_by_label("Over which agency or group")
    over.select_option(label="Vale Constabulary (agency)")
    press(page, "Give role")
    sees(page, "The role is given")
    page.goto(account)
    with Server() as server:
        mail.use(settings, server.port)
        press(page, "Send an invitation")
        sees(page, "The invitation is on its way")
        worker.drain()
    (letter,) = [one for one in server.took if "wren@vale.example" in one["To"]]
    # Then the mail names nobody, and its link leads to a password and in
    said = letter.get_body(("plain",)).get_content()
    assert "Wren" not in said + letter["Subject"]
    link = re.search(r"http://\S+?(/account/reset/[\w-]+/)", said)[1]
    phone.goto(link)
    look(phone, "Choose your password")
    assert link not in phone.url
    _choose(phone, "vale", "vale")
    look(phone, "Choose your password")
    sees(phone, "There is a problem")
    _choose(phone, PASSWORD, PASSWORD)
    look(phone, "Sign in")
    sees(phone, "Your password is set")
    phone.get_by_label("E-mail address").fill("wren@vale.example")
    phone.get_by_label("Password").fill(PASSWORD)
    press(phone, "Sign in")
    look(phone, "Home")
    # And they see their own agency and nothing of another
    sees(phone, "Vale Constabulary: 1 return to come")
    phone.goto("/vale/partnership/agencies/")
    sees(phone, "Vale Constabulary")
    sees_not(phone, "Vale Council", "Vale Integrated Care Board")
    hidden = f"/vale/partnership/agencies/{vale.council.record.reference}/"
    for address in (hidden, "/vale/stewardship/"):
        assert phone.goto(address).status == 404
    # And the link is spent, for whoever finds it
    other = new_page()
    other.goto(link)
    look(other, "This link does not work")
    assert other.reload().status == 410
    page.goto("/vale/stewardship/accounts/")
    assert row(page, guest.name, "In use").count() == 1


def _choose(page: Page, first: str, again: str) -> None:
    fields = page.locator("input[type=password]")
    for place, password in enumerate((first, again)):
        fields.nth(place).fill(password)
    press(page, "Set password")


def test_who_leaves_is_out_at_the_first_click_of_the_next_day(vale: Vale, new_page: Opener) -> None:
    last = today()
    evening = datetime.combine(last, time(23, 40), ENGLAND)
    page, phone = new_page(), new_page(viewport=PHONE, has_touch=True)
    with time_machine.travel(evening) as clock:
        lead = vale.somebody("agency-lead", vale.police)
        sign_in(phone, lead)
        look(phone, "Home")
        # Given a manager who says that today is somebody's last day
        looking.sign_in(page, vale.somebody("business-manager"))
        page.goto(f"/vale/partnership/people/{lead.person_id}/")
        follow(page, "They left the partnership")
        look(page, "When did")
        give_day(page, "Last day", last)
        press(page, "Save last day")
        # Then they go on until midnight, and the next click is a stranger's
        phone.goto("/vale/performance/returns/")
        look(phone, "Returns due")
        clock.move_to(evening + timedelta(minutes=21))
        follow(phone, "Home")
        look(phone, "Sign in")
        sign_in(phone, lead)
        look(phone, "Sign in")
        sees(phone, "The e-mail address or the password is not right")
        # And whoever invites sees why
        page.goto(f"/vale/stewardship/accounts/{lead.pk}/")
        sees(page, "Has left", "they cannot sign in")
