"""The tracker as it is used: from a group to closed by another, several at once, by a link."""

import re
from datetime import date

from django.test import Client
from playwright.sync_api import Page

from safeloom.domain.actions.models import Action
from safeloom.foundation.encryption.box import unseal
from safeloom.foundation.notices.models import Mail
from tests.browser import looking
from tests.browser.steps import follow, give_day, look, press, sees, sees_not
from tests.browser.vale import Vale
from tests.factories import actions, partnership


def test_from_a_group_to_closed_by_another(page: Page, vale: Vale) -> None:
    looking.sign_in(page, vale.somebody("business-manager"))
    page.goto(f"/vale/partnership/groups/{vale.board.record.reference}/")
    follow(page, "Add an action")
    look(page, "Add an action")
    page.get_by_label("What is to be done?").fill("Write the guide")
    page.get_by_label("Owner").select_option(label="Vale Constabulary")
    give_day(page, "Due", date(2040, 4, 1))
    press(page, "Add action")
    look(page, "Write the guide")
    sees(page, "Not started", "Comes from", "Vale Constabulary")
    lead = vale.somebody("agency-lead", vale.police)
    looking.sign_in(page, lead)
    page.goto("/vale/actions/AC-0001/update/")
    look(page, "Update AC-0001")
    page.get_by_role("radio", name="Done").check()
    page.get_by_role("textbox", name=re.compile("^Update")).fill("It is sent to all")
    press(page, "Save update")
    sees(page, "Complete", "It is sent to all")
    sees_not(page, "Check what was done")
    looking.sign_in(page, vale.somebody("coordinator"))
    page.goto("/vale/actions/to-check/")
    look(page, "Actions to check")
    follow(page, "AC-0001")
    follow(page, "Check what was done")
    look(page, "Check AC-0001")
    page.get_by_label("Close it as done").check()
    press(page, "Save decision")
    sees(page, "The action is closed.", "Closed")
    assert Action.objects.get().verdict == "closed"


def test_several_are_changed_at_once(page: Page, vale: Vale) -> None:
    for name in ("One", "Two", "Three"):
        actions.an_action(vale.police, name)
    looking.sign_in(page, vale.somebody("business-manager"))
    page.goto("/vale/actions/")
    for reference in ("AC-0001", "AC-0003"):
        page.get_by_label(f"Choose {reference}").check()
    look(page, "Open actions")
    press(page, "Change the chosen actions")
    look(page, "Change 2 actions")
    page.get_by_label("Another owner").check()
    page.get_by_role("combobox", name=re.compile("^Owner")).select_option(label="Vale Council")
    press(page, "Look at the changes")
    look(page, "Look at the changes")
    press(page, "Change 2 actions")
    sees(page, "2 actions are changed.")


def test_a_link_shows_one_action_and_nothing_when_revoked(window: Page, vale: Vale) -> None:
    owner = partnership.somebody(
        vale.partnership, "Ash Fernhollow", work_email="ash@safeloom.example"
    )
    actions.an_action(vale.police, "Write the guide", person=owner)
    manager = vale.somebody("business-manager")
    looking.sign_in(window, manager)
    window.goto("/vale/actions/AC-0001/send-link/")
    look(window, "Send a link to AC-0001")
    window.get_by_label("Owner").select_option(label="Ash Fernhollow")
    press(window, "Send link")
    mail = Mail.objects.get()
    said = unseal(bytes(mail.sealed), mail.bound_to).decode()
    address = re.search(r"(/account/action/\S+)", said)[1]
    window.context.clear_cookies()
    window.goto(address)
    look(window, "An action of yours")
    sees_not(window, "Write the guide")
    press(window, "Show the action")
    look(window, "How does this action go?")
    sees(window, "Write the guide")
    window.get_by_role("radio", name="On track").check()
    press(window, "Save update")
    sees(window, "Your update is saved.")
    client = Client()
    client.force_login(manager)
    link = Action.objects.get().links.get()
    client.post(f"/vale/actions/AC-0001/links/{link.pk}/revoke/")
    window.goto("/account/action/")
    look(window, "This link does not work")
    sees_not(window, "Write the guide")
