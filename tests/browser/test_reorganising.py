"""The business manager reorganises: eight commissioners become one board; a county and its districts
two councils. At a desk, and for the second on a telephone; looked at by axe on the way."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from safeloom.domain.partnership.models import Agency, Seat
from tests.browser import looking
from tests.browser.steps import follow, look, press, row, sees
from tests.domain.reorganising import worlds
from tests.factories import foundation, indicators


def _day(page: Page, day: str, month: str, year: str) -> None:
    look(page, "From which day?")
    for label, value in (("Day", day), ("Month", month), ("Year", year)):
        page.get_by_label(label, exact=True).fill(value)
    press(page, "Continue")


def _begin(page: Page, kind: str, key: str) -> None:
    page.goto(f"/{key}/partnership/")
    follow(page, "Reorganise")
    look(page, "Reorganisations")
    follow(page, "Plan a reorganisation")
    look(page, "Plan a reorganisation")
    page.get_by_label(kind).check()
    press(page, "Continue")


@pytest.mark.usefixtures("live_server")
def test_eight_commissioners_become_one_board(page: Page) -> None:
    # Given eight commissioners with posts, seats and returns, and a business manager
    world = worlds.commissioners()
    looking.sign_in(page, foundation.granted("business-manager", world.here))
    # When she plans it a question at a time
    _begin(page, "Several agencies become one", "vale")
    look(page, "Which agencies become one?")
    for town in worlds.TOWNS:
        page.get_by_label(f"{town} Commissioners").check()
    press(page, "Continue")
    look(page, "What do they become?")
    page.get_by_label("Name of the new agency").fill("Vale Integrated Care Board")
    page.get_by_label("Its kind").select_option(label="Integrated care board")
    press(page, "Continue")
    _day(page, "1", "7", "2022")
    # Then she sees all that will happen, chooses, and carries it out
    look(page, "What will happen on 1 July 2022")
    sees(page, "Seats and who holds them", "Who is asked for what")
    ashby = page.get_by_label("What happens to Designated nurse, Vale Board, Ashby Commissioners")
    birch = page.get_by_label("What happens to Designated nurse, Vale Board, Birch Commissioners")
    expect(birch.locator("option:checked")).to_have_text("Merges into the other seat")
    ashby.select_option(label="Merges into the other seat")
    birch.select_option(label="Passes to Vale Integrated Care Board")
    press(page, "Save choices and look again")
    sees(page, "Your choices were saved")
    press(page, "Carry out reorganisation")
    look(page, "become Vale Integrated Care Board")
    sees(page, "Carried out", "What ended and what began")
    (seat,) = Seat.objects.as_at(date(2022, 7, 1))
    assert seat.holdings.get().person == world.people["Birch"]
    board = Agency.objects.get(principal__name="Vale Integrated Care Board")
    page.goto(f"/vale/partnership/agencies/{board.record.reference}/")
    look(page, "Vale Integrated Care Board")
    sees(page, "Formed from")
    # And the series goes on, with the break drawn
    indicators.returned(world.measures["plans"], "Q2 2022-23", board, 120)
    page.goto("/vale/performance/measures/health-plans/")
    look(page, "Health plans")
    sees(page, "came out of", "First period after 1 July 2022")
    # And undoing it names the return that rests on it
    page.goto("/vale/partnership/reorganisations/RO-0001/undo/")
    look(page, "Undo RO-0001")
    sees(page, "It cannot be undone yet", "Return of Health plans")


@pytest.mark.usefixtures("live_server")
def test_a_county_and_six_districts_become_two_councils(phone: Page) -> None:
    page = phone
    world = worlds.county()
    looking.sign_in(page, foundation.granted("business-manager", world.here))
    _begin(page, "Councils are redrawn, and their areas with them", "shire")
    look(page, "Which councils are redrawn?")
    page.get_by_label("Shire County Council").check()
    for town in worlds.DISTRICTS:
        page.get_by_label(f"{town} District Council").check()
    press(page, "Continue")
    look(page, "What do they become?")
    page.get_by_label("Names of the new agencies").fill("East Shire Council\nWest Shire Council")
    page.get_by_label("Their kind").select_option(label="Local authority")
    press(page, "Continue")
    look(page, "Which council becomes which?")
    for side in ("East", "West"):
        _becomes(page, "Shire County Council", f"{side} Shire Council")
    for town, side in worlds.DISTRICTS.items():
        _becomes(page, f"{town} District Council", f"{side} Shire Council")
    press(page, "Continue")
    look(page, "Which areas change?")
    for town in worlds.DISTRICTS:
        page.get_by_label(town, exact=True).check()
    press(page, "Continue")
    look(page, "What do the areas become?")
    page.get_by_label("Names of the new areas").fill("East Shire\nWest Shire")
    press(page, "Continue")
    look(page, "Which area becomes which?")
    for town, side in worlds.DISTRICTS.items():
        _becomes(page, town, f"{side} Shire")
    press(page, "Continue")
    _day(page, "1", "4", "2023")
    look(page, "What will happen on 1 April 2023")
    second = page.get_by_label("What happens to Head of service, Shire Board")
    second.select_option(label="Passes to West Shire Council")
    press(page, "Save choices and look again")
    press(page, "Carry out reorganisation")
    look(page, "7 agencies become East Shire Council and West Shire Council")
    sees(page, "Carried out")
    page.goto("/shire/partnership/?as_at=2023-04-01&seats=shown")
    look(page, "Partnership")
    expect(row(page, "Head of service", "West Shire Council").first).to_be_visible()
    for side in ("East", "West"):
        expect(row(page, "Director", f"{side} Shire Council").first).to_be_visible()
    page.goto("/shire/performance/areas/?opening=q4-2022-23&closing=q1-2023-24")
    look(page, "Area comparison")
    page.goto("/shire/partnership/reorganisations/RO-0001/undo/")
    look(page, "Undo RO-0001")
    press(page, "Undo reorganisation")
    sees(page, "The reorganisation was undone.")


def _becomes(page: Page, name: str, heir: str) -> None:
    group = page.get_by_role("group", name=f"{name} becomes")
    group.get_by_label(heir, exact=True).check()
