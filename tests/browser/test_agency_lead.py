"""An agency's safeguarding lead returns the agency's numbers, and meets nothing of anybody else's."""

from playwright.sync_api import Page, expect

from safeloom.domain.indicators.models import Return
from tests.browser.steps import follow, go_to, look, press, row, sees, sees_not, sign_in
from tests.browser.vale import Vale
from tests.factories import indicators


def test_a_lead_returns_what_is_wanted_and_is_done(window: Page, vale: Vale) -> None:
    sign_in(window, vale.somebody("agency-lead", vale.police))
    look(window, "Home")
    follow(window, "Vale Constabulary: 1 return to come")
    look(window, "Returns of Vale Constabulary")
    line = window.get_by_role("group", name="Arrests, Vale Constabulary")
    line.get_by_label("Things").fill("12")
    press(window, "Save returns")
    look(window, "Returns due")
    sees(window, "1 return saved", "Nothing is outstanding")
    sees_not(window, "Vale Council")
    follow(window, "Home")
    sees(window, "Nothing needs you now")
    assert Return.objects.get(measure=vale.arrests).value == 12


def test_every_address_of_another_agency_answers_as_a_missing_page(page: Page, vale: Vale) -> None:
    sign_in(page, vale.somebody("agency-lead", vale.police))
    theirs = indicators.returned(vale.plans, vale.quarter, vale.areas[0], 7)
    page.goto("/vale/no-such-page/")
    missing = page.get_by_role("main").inner_text()
    for address in (
        f"/vale/partnership/agencies/{vale.council.record.reference}/",
        "/vale/partnership/agencies/AG-9999/",
        f"/vale/performance/measures/{vale.plans.key}/",
        f"/vale/performance/returns/{theirs.pk}/",
        f"/vale/performance/returns/{theirs.pk}/restate/",
        f"/vale/performance/returns/enter/{vale.council.pk}/{vale.quarter.key()}/",
        f"/vale/partnership/groups/{vale.board.record.reference}/",
        "/vale/partnership/areas/",
        "/vale/stewardship/accounts/",
        "/vale/stewardship/audit/",
        "/moor/",
    ):
        answer = page.goto(address)
        assert answer is not None and answer.status == 404, address
        assert page.get_by_role("main").inner_text() == missing, address


def test_lists_hold_the_own_agency_alone(page: Page, vale: Vale) -> None:
    sign_in(page, vale.somebody("agency-lead", vale.police))
    go_to(page, "Performance")
    look(page)
    sees(page, "Arrests")
    sees_not(page, "New plans", "Timely reviews")
    page.goto("/vale/partnership/agencies/")
    expect(row(page, "Vale Constabulary")).to_have_count(1)
    sees_not(page, "Vale Council", "Vale Integrated Care Board")


def test_returns_are_given_by_keyboard_alone(page: Page, vale: Vale) -> None:
    sign_in(page, vale.somebody("agency-lead", vale.police))
    _tab_to(page, "Skip to main content")
    page.keyboard.press("Enter")
    _tab_to(page, "Vale Constabulary: 1 return to come")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    _tab_to(page, "Things (number)")
    page.keyboard.type("12")
    _tab_to(page, "Save returns")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    sees(page, "1 return saved")


def _tab_to(page: Page, name: str) -> None:
    """Tab forwards until what has this name has the focus, which must be seen at every stop."""
    met = []
    for _ in range(40):
        page.keyboard.press("Tab")
        called, seen = page.evaluate(FOCUSED)
        met.append(called)
        assert seen, f"The focus on “{called}” cannot be seen"
        if called.startswith(name):
            return
    raise AssertionError(f"No way by keyboard to “{name}”; met: {met}")


# The name of what has the focus, and whether its place and a mark of the focus are on the screen.
FOCUSED = """() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const marked = style.boxShadow !== "none" || parseFloat(style.outlineWidth) > 0;
    const shown = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
    const label = element.labels && element.labels.length ? element.labels[0].innerText : "";
    return [(label || element.innerText || element.name || element.tagName).trim(), marked && shown];
}"""
