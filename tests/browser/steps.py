"""What people do in a browser, in their words."""

import re
from datetime import date
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from safeloom.foundation.identity.models import Account
from tests.browser.looking import check_axe, no_sideways_scroll
from tests.browser.vale import PASSWORD


def sign_in(page: Page, account: Account, at: str = "/sign-in/") -> None:
    """Sign in by the form, as everybody does."""
    page.goto(at)
    give_password(page, account)


def give_password(page: Page, account: Account) -> None:
    """Fill in the sign-in form that is on the screen."""
    page.get_by_label("E-mail address").fill(account.email)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")


def press(page: Page | Locator, name: str) -> None:
    """Press a button."""
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page | Locator, name: str) -> None:
    """Follow the first link that is called this; more may be said of it to those who listen."""
    page.get_by_role("link", name=re.compile(rf"^{re.escape(name)}\b")).first.click()


def go_to(page: Page, entry: str) -> None:
    """Choose an entry of the main navigation."""
    follow(page.get_by_role("navigation", name="Main"), entry)


def give_day(page: Page, label: str, day: date) -> None:
    """Fill in a day of this label."""
    group = page.get_by_role("group", name=label)
    for part in ("day", "month", "year"):
        group.get_by_label(part.title(), exact=True).fill(str(getattr(day, part)))


def look(page: Page, heading: str = "") -> None:
    """The page is the one that was wanted, no wider than its window, and without a barrier that axe
    finds."""
    if heading:
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    check_axe(page)
    no_sideways_scroll(page)


def sees(page: Page | Locator, *texts: str) -> None:
    """Each of these stands on the page, for the eye: a chart of the desk is hidden on a telephone, and its
    words stand there too."""
    for text in texts:
        expect(page.get_by_text(text).filter(visible=True).first).to_be_visible()


def sees_not(page: Page | Locator, *texts: str) -> None:
    """None of these stands on the page."""
    for text in texts:
        expect(page.get_by_text(text)).to_have_count(0)


def row(page: Page | Locator, *texts: str) -> Locator:
    """The row of a table that holds all of these."""
    found = page.get_by_role("row")
    for text in texts:
        found = found.filter(has_text=text)
    return found


def download(page: Page, name: str) -> bytes:
    """What a link to a file brings."""
    with page.expect_download() as waited:
        page.get_by_role("link", name=name, exact=True).click()
    return Path(waited.value.path()).read_bytes()
