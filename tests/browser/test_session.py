"""The session ends while somebody is typing; two people change the same thing."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from safeloom.domain.partnership.models import Agency
from safeloom.foundation.identity.models import Session
from tests.browser.steps import give_password, look, press, sees, sees_not, sign_in
from tests.browser.vale import Vale

Opener = Callable[..., Page]


def _changing(vale: Vale) -> str:
    return f"/vale/partnership/agencies/{vale.council.record.reference}/change/"


def test_what_was_typed_is_given_back_after_the_session_ended(window: Page, vale: Vale) -> None:
    sign_in(window, manager := vale.somebody("business-manager"), at=_changing(vale))
    window.get_by_label("Name", exact=True).fill("Vale City Council")
    Session.objects.all().delete()
    press(window, "Save agency")
    look(window, "Sign in")
    assert _name(vale) == "Vale Council"
    give_password(window, manager)
    look(window, "Change Vale Council")
    sees(window, "This is what you typed. It is not saved yet")
    expect(window.get_by_label("Name", exact=True)).to_have_value("Vale City Council")
    press(window, "Save agency")
    look(window, "Vale City Council")
    assert _name(vale) == "Vale City Council"


def test_returns_being_typed_are_given_back_too(page: Page, vale: Vale) -> None:
    address = f"/vale/performance/returns/enter/{vale.police.pk}/{vale.quarter.key()}/"
    sign_in(page, lead := vale.somebody("agency-lead", vale.police), at=address)
    page.get_by_label("Things").fill("12")
    Session.objects.all().delete()
    press(page, "Save returns")
    give_password(page, lead)
    look(page, "Returns of Vale Constabulary")
    sees(page, "This is what you typed. It is not saved yet")
    expect(page.get_by_label("Things")).to_have_value("12")
    press(page, "Save returns")
    sees(page, "1 return saved")


def test_nobody_else_gets_what_was_typed(page: Page, vale: Vale) -> None:
    sign_in(page, vale.somebody("business-manager"), at=_changing(vale))
    page.get_by_label("Name", exact=True).fill("A secret name")
    Session.objects.all().delete()
    press(page, "Save agency")
    give_password(page, vale.somebody("coordinator"))
    look(page, "Change Vale Council")
    sees(page, "There is nothing to give back")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Vale Council")
    assert "A secret name" not in page.content()


def test_of_two_changes_the_second_sees_both_and_chooses(new_page: Opener, vale: Vale) -> None:
    first, second = new_page(), new_page(viewport={"width": 320, "height": 640})
    sign_in(first, vale.somebody("business-manager"), at=_changing(vale))
    sign_in(second, vale.somebody("coordinator"), at=_changing(vale))
    first.get_by_label("Name", exact=True).fill("Vale City Council")
    second.get_by_label("Name", exact=True).fill("Vale Unitary Council")
    press(first, "Save agency")
    press(second, "Save agency")
    look(second, "Choose which version to keep")
    sees(second, "Ash Business Manager saved a change", "Vale City Council", "Vale Unitary Council")
    assert _name(vale) == "Vale City Council"
    press(second, "Save what I typed")
    look(second, "Vale Unitary Council")
    sees_not(second, "Vale City Council")
    assert _name(vale) == "Vale Unitary Council"


def test_of_two_changes_the_first_may_be_kept(new_page: Opener, vale: Vale) -> None:
    first, second = new_page(), new_page()
    sign_in(first, vale.somebody("business-manager"), at=_changing(vale))
    sign_in(second, vale.somebody("coordinator"), at=_changing(vale))
    for page, name in ((first, "Vale City Council"), (second, "Vale Unitary Council")):
        page.get_by_label("Name", exact=True).fill(name)
        press(page, "Save agency")
    second.get_by_role("link", name="Keep what is there now").click()
    expect(second.get_by_label("Name", exact=True)).to_have_value("Vale City Council")
    assert _name(vale) == "Vale City Council"


def _name(vale: Vale) -> str:
    return Agency.objects.get(pk=vale.council.pk).name
