"""A stranger gets nothing: the way in, and nothing behind it."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.architecture.urls import addresses
from tests.browser.steps import look, press, sees
from tests.browser.vale import Vale
from tests.factories import Place, samples
from tests.factories import partnership as structure

OPEN = {"portal:sign-in", "portal:reset"}
# A survey without a name is there for whoever has its code, and says who asks.
ASKED = {"questionnaires:anonymous", "questionnaires:anonymous-thanks"}


@pytest.mark.usefixtures("live_server")
def test_every_address_leads_to_the_sign_in_form_or_to_nothing(page: Page, vale: Vale) -> None:
    made = samples()
    opened = 0
    # A stranger is asked at every address by the matrix of access; here one in four is in a browser's way.
    asked = [one for n, one in enumerate(addresses()) if n % 4 == 0 or one.name in OPEN | ASKED]
    for address in asked:
        takes = {"partnership_key": "vale"} if "partnership_key" in address.takes else {}
        if address.further:
            agency, group = (
                structure.an_agency(vale.partnership),
                structure.a_group(vale.partnership),
            )
            takes |= made[address.name].make(Place(vale.partnership, agency, group))
        answer = page.request.get(reverse(address.name, kwargs=takes), max_redirects=0)
        if address.name in OPEN | ASKED:
            assert answer.status == 200
            continue
        opened += 1
        if answer.status == 302:
            assert answer.headers["location"].startswith(("/sign-in/", "/account/", "/answer/")), (
                address.name
            )
        else:
            assert answer.status in {404, 405, 410}, address.name
        assert "Vale" not in answer.text(), address.name
    assert opened > 80


def test_a_stranger_meets_the_sign_in_form_alone(window: Page, vale: Vale) -> None:
    window.goto("/vale/performance/")
    look(window, "Sign in")
    assert "Vale" not in window.get_by_role("main").inner_text()
    assert window.get_by_role("navigation", name="Main").count() == 0
    window.get_by_label("E-mail address").fill("nobody@safeloom.example")
    window.get_by_label("Password").fill("let me in please")
    press(window, "Sign in")
    look(window, "Sign in")
    sees(window, "There is a problem")


def test_a_wrong_password_says_no_more_than_an_unknown_address(page: Page, vale: Vale) -> None:
    said = []
    for email in (vale.somebody("coordinator").email, "nobody@safeloom.example"):
        page.goto("/sign-in/")
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password").fill("not the password")
        press(page, "Sign in")
        said.append(page.get_by_role("alert").inner_text())
    assert said[0] == said[1]
