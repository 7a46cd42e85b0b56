"""A manager looks again at who holds what: keeps one role, ends another, and finds both written down."""

from datetime import date

from playwright.sync_api import Page

from safeloom.foundation.access.models import Grant
from safeloom.foundation.today import today
from tests.browser.steps import follow, look, press, row, sees, sees_not, sign_in
from tests.browser.vale import Vale


def test_roles_are_reviewed(window: Page, vale: Vale) -> None:
    manager = vale.somebody("business-manager")
    lead, scrutineer = vale.somebody("agency-lead", vale.police), vale.somebody("scrutineer")
    Grant.objects.exclude(principal=manager.person.principal).update(start=date(2025, 1, 1))
    sign_in(window, manager)
    follow(window, "Look again at 2 roles")
    look(window, "Review roles")
    for account, decision in ((lead, "Keep the role"), (scrutineer, "End the role now")):
        group = window.get_by_role("group", name=account.person.name)
        group.get_by_label(decision).check()
    press(window, "Save decisions")
    look(window, "Access review")
    sees(window, "2 roles reviewed")
    follow(window, "Reviews made")
    look(window, "Reviews made")
    assert row(window, "Ash Agency Lead", "Kept", "Ash Business Manager").count() == 1
    assert row(window, "Ash Scrutineer", "Ended").count() == 1
    assert not Grant.objects.get(principal=scrutineer.person.principal).holds(today())
    follow(window, "Home")
    sees_not(window, "Look again")
