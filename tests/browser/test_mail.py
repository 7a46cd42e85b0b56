"""A steward finds a mail in doubt at home and settles it; a person says what they want by mail."""

import pytest
from playwright.sync_api import Page, expect

from safeloom.foundation.notices import worker
from safeloom.foundation.notices.models import Mail
from tests.browser.steps import follow, look, press, row, sees, sees_not, sign_in
from tests.browser.vale import Vale
from tests.factories import mail as make
from tests.foundation.notices.servers import Server


@pytest.fixture
def in_doubt(vale: Vale, settings) -> Mail:
    """A mail that the server took and said so, and we never heard it."""
    with Server(lambda number: "cut") as server:
        make.use(settings, server.port)
        mail = make.waiting(vale.partnership, to="robin.fernhollow@vale.example")
        worker.drain()
        assert server.ids == {mail.message_id: 1}
    return mail


def test_a_mail_in_doubt_is_settled(page: Page, phone: Page, vale: Vale, in_doubt: Mail) -> None:
    sign_in(page, vale.somebody("business-manager"))
    follow(page, "1 mail in doubt")
    look(page, "Mail")
    expect(row(page, "robin.fernhollow@vale.example", "In doubt")).to_have_count(1)
    follow(page, "Invitation")
    look(page, "Invitation In doubt")
    sees(page, "Cut off while it was handed over", in_doubt.message_id)
    sees_not(page, "Choose a password")
    press(page, "It arrived")
    look(page, "Invitation Sent")
    sees(page, "It is noted that the mail arrived")
    follow(page, "Home")
    sees_not(page, "mail in doubt")
    officer = vale.somebody("information-governance")
    sign_in(phone, officer)
    for address in ("/vale/stewardship/mail/", f"/vale/stewardship/mail/{in_doubt.pk}/"):
        phone.goto(address)
        look(phone)
        sees_not(phone, "robin.fernhollow")


def test_a_person_says_what_they_want(window: Page, vale: Vale) -> None:
    account = vale.somebody("agency-lead", vale.police)
    sign_in(window, account)
    window.goto("/account/")
    window.get_by_role("main").get_by_role("link", name="E-mail I get").click()
    look(window, "E-mail I get")
    window.get_by_label("One mail a day of what needs me").uncheck()
    press(window, "Save choice")
    sees(window, "Your choice is saved")
    expect(window.get_by_label("One mail a day of what needs me")).not_to_be_checked()
