"""Searching from any page, with and without scripts, at a desk and on a telephone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.steps import follow, look, press, sees, sees_not
from tests.browser.vale import Vale


@pytest.mark.parametrize("width", ["page", "phone", "no_script"])
def test_a_council_is_found_from_home(width: str, request, vale: Vale) -> None:
    window: Page = request.getfixturevalue(width)
    looking.sign_in(window, vale.somebody("business-manager"))
    window.goto("/vale/")
    window.get_by_role("searchbox", name="Search all records").fill("vale coun")
    press(window.get_by_role("search", name="All records"), "Search")
    look(window, "Search")
    sees(window, "found for “vale coun”", "Agency")
    follow(window, "Vale Council")
    look(window, "Vale Council")


def test_the_key_leads_to_the_box_until_it_is_turned_off(page: Page, vale: Vale) -> None:
    looking.sign_in(page, vale.somebody("coordinator"))
    page.goto("/vale/partnership/")
    page.keyboard.press("/")
    box = page.get_by_role("searchbox", name="Search all records")
    expect(box).to_be_focused()
    page.keyboard.type("no/such")
    expect(box).to_have_value("no/such")
    page.keyboard.press("Enter")
    sees(page, "Nothing that you may see has all of these words.")
    page.get_by_label("Let the key / lead here").uncheck()
    page.goto("/vale/partnership/")
    page.keyboard.press("/")
    expect(box).not_to_be_focused()
    sees_not(page, "found for")
