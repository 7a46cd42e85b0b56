"""A co-ordinator keeps who lives where; an executive reads it, and sees the drawn structure."""

from datetime import date

from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.steps import follow, give_day, go_to, look, press, sees, sees_not
from tests.browser.vale import Vale
from tests.factories import area_profile

MID_2025 = date(2025, 6, 30)


def _population(page: Page, number: str) -> None:
    """Fill in the form and send it."""
    page.get_by_label("Number of people").fill(number)
    give_day(page, "As at", MID_2025)
    page.get_by_label("Source").fill("Mid-year estimates of an invented office")
    press(page, "Add population")


def test_a_coordinator_keeps_the_populations_once(page: Page, vale: Vale) -> None:
    looking.sign_in(page, vale.somebody("coordinator"))
    page.goto("/vale/")
    go_to(page, "Partnership")
    follow(page, "Area profile")
    look(page, "Area profile")
    follow(page, "Ashby")
    follow(page, "Add a population")
    look(page, "Add a population of Ashby")
    _population(page, "41,200")
    look(page, "Area profile of Ashby")
    sees(page, "41,200", "Mid-year estimates of an invented office")
    follow(page, "Add a population")
    _population(page, "39,000")
    look(page, "Add a population of Ashby")
    expect(page.get_by_role("alert")).to_contain_text("41,200")
    page.get_by_label("Number of people").fill("forty")
    press(page, "Add population")
    expect(page.get_by_role("alert")).to_be_visible()
    page.goto("/vale/partnership/profile/populations/add/")
    page.get_by_label("Area, ages and number").fill("Birch, 0-17, 1,000\nNowhere, 0-17, 5")
    give_day(page, "As at", MID_2025)
    page.get_by_label("Source").fill("Mid-year estimates of an invented office")
    press(page, "Add populations")
    expect(page.get_by_role("alert")).to_contain_text("Nowhere")
    page.get_by_label("Area, ages and number").fill("Birch, 0-17, 1,000")
    press(page, "Add populations")
    sees(page, "1,000", "41,200")
    look(page, "Area profile")


def test_an_executive_reads_the_profile_and_the_drawn_structure(window: Page, vale: Vale) -> None:
    area_profile.population(vale.partnership, vale.areas[0], 41_200)
    looking.sign_in(window, vale.somebody("statutory-partner", vale.council))
    window.goto("/vale/partnership/")
    look(window, "Partnership")
    expect(window.get_by_role("figure")).to_contain_text("2 groups on 2 levels")
    window.get_by_text("The chart in words").click()
    sees(window, "Executive group", "Quality group")
    follow(window, "Area profile")
    look(window, "Area profile")
    sees(window, "41,200")
    sees_not(window, "Add populations")
