"""The tools of the browser tests find what they are for."""

import pytest
from playwright.sync_api import Page

from tests.browser.looking import Watch, check_axe, no_sideways_scroll

FINE = '<!doctype html><html lang="en"><title>Fine</title><main><h1>Fine</h1></main></html>'


def test_a_plain_page_passes(page: Page) -> None:
    page.set_content(FINE)
    check_axe(page)
    no_sideways_scroll(page)


def test_axe_names_the_rule_and_the_element(page: Page) -> None:
    page.set_content(FINE.replace("</main>", '<img src="data:," class="silent"></main>'))
    with pytest.raises(AssertionError, match=r"image-alt(.|\n)*class=\"silent\""):
        check_axe(page)


def test_a_wide_page_names_what_is_wide(phone: Page) -> None:
    phone.set_content(FINE.replace("</main>", '<p style="width: 500px" id="wide">x</p></main>'))
    with pytest.raises(AssertionError, match='id="wide"'):
        no_sideways_scroll(phone)


def test_a_word_that_runs_over_its_box_is_named(page: Page) -> None:
    page.set_content(f"<p style='width: 100px'>{'w' * 400}</p>")
    with pytest.raises(AssertionError, match="<p"):
        no_sideways_scroll(page)


def test_a_script_that_throws_is_heard(page: Page) -> None:
    other = page.context.browser.new_page()
    watch = Watch(other)
    other.goto("about:blank")
    other.evaluate("setTimeout(() => { throw new Error('broken') })")
    other.wait_for_timeout(100)
    other.close()
    assert watch.complaints and "broken" in watch.complaints[0]


def test_without_scripts_nothing_runs_and_the_page_can_be_looked_at(no_script: Page) -> None:
    no_script.set_content(
        FINE.replace("Fine</h1>", "Fine</h1><script>document.title='no'</script>")
    )
    assert no_script.title() == "Fine"
    no_sideways_scroll(no_script)
    check_axe(no_script)
    no_script.set_content(FINE.replace("</main>", '<img src="data:,"></main>'))
    with pytest.raises(AssertionError, match="image-alt"):
        check_axe(no_script)
