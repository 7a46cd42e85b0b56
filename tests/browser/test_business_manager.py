"""The business manager: from an empty installation to a partnership, and a quarter's returns."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page, expect

from safeloom.domain.indicators.models import Return
from tests.browser.steps import follow, go_to, look, press, row, sees, sign_in
from tests.browser.vale import PASSWORD, Vale


def _started(page: Page) -> None:
    """The first start, the link it shows once, a password, the first sign-in."""
    said = {"partnership_key": "vale", "partnership_name": "Vale Partnership"}
    said |= {"name": "Ash Invented", "email": "ash@safeloom.example"}
    shown = StringIO()
    call_command("start", **said, site="", stdout=shown, stderr=StringIO())
    page.goto(shown.getvalue().strip())
    look(page, "Choose your password")
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("New password again").fill(PASSWORD)
    press(page, "Set password")
    look(page, "Sign in")
    page.get_by_label("E-mail address").fill("ash@safeloom.example")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")


@pytest.mark.usefixtures("live_server")
def test_the_first_day(window: Page) -> None:
    _started(window)
    look(window, "Home")
    sees(window, "First steps", "Choose measures")
    follow(window, "Add the areas")
    look(window, "Add an area")
    _add(window, "area", Name="Ashby")
    _next_step(window, "Add the agencies")
    window.get_by_label("Kind").select_option(label="Police")
    _add(window, "agency", Name="Vale Constabulary")
    _next_step(window, "Add the people")
    _add(window, "person", Name="Robin Fernhollow")
    _next_step(window, "Add the groups")
    window.get_by_label("Board", exact=True).check()
    _add(window, "group", Name="Vale Board")
    follow(window, "Add a seat")
    window.get_by_label("Agency").select_option(label="Vale Constabulary")
    _add(window, "seat", Title="Chief constable")
    follow(window, "Give")
    window.get_by_label("Person").select_option(label="Robin Fernhollow")
    press(window, "Save holder")
    look(window, "Vale Board")
    expect(row(window, "Chief constable", "Robin Fernhollow").first).to_be_visible()


def _next_step(page: Page, words: str) -> None:
    follow(page, "Home")
    follow(page, words)


def _add(page: Page, noun: str, **said: str) -> None:
    """Add one thing by the form that is open."""
    for label, value in said.items():
        page.get_by_label(label, exact=True).fill(value)
    press(page, f"Add {noun}")
    sees(page, f"The {noun} was added")


def test_a_quarters_returns_by_form(page: Page, vale: Vale) -> None:
    sign_in(page, vale.somebody("business-manager"))
    follow(page, "Vale Council: 4 returns to come")
    look(page, "Returns of Vale Council")
    for area, (timely, plans) in {"Ashby": ("90", "36"), "Birch": ("50", "0")}.items():
        line = page.get_by_role("group", name=f"Timely reviews, {area}")
        line.get_by_label("Things in time").fill(timely)
        line.get_by_label("Things", exact=True).fill("100")
        page.get_by_role("group", name=f"New plans, {area}").get_by_label("Things").fill(plans)
    press(page, "Save returns")
    look(page, "Returns of Vale Council")
    sees(page, "3 returns saved", "These returns are not saved", "Returned already: 3")
    line = page.get_by_role("group", name="Timely reviews, Birch")
    expect(line).to_contain_text("off track")
    line.get_by_label("Narrative").fill("Two reviewers left in August.")
    press(page, "Save returns")
    sees(page, "1 return saved")
    assert Return.objects.filter(end=vale.quarter.end).count() == 4

    go_to(page, "Performance")
    look(page, "Scorecard")
    expect(row(page, "Timely reviews", "70.0%")).to_contain_text("Off track")
    expect(row(page, "New plans", "36")).to_be_visible()
    sees(page, "Two reviewers left in August")
    follow(page, "Timely reviews")
    look(page, "Timely reviews")
    sees(page, "Vale Council")
    go_to(page, "Performance")
    follow(page, "Area comparison")
    look(page, "Area comparison")
    expect(row(page, "Birch", "50.0%")).to_be_visible()


HEADINGS = "measure,area,period,numerator,denominator,value,narrative\n"
WRONG = """timely-reviews,Ashby,{q},120,100,,
new-plans,Nowhere,{q},,,7,
new-plans,Birch,{q},,,seven,
"""
RIGHT = """timely-reviews,Ashby,{q},95,100,,
new-plans,Ashby,{q},,,36,
new-plans,Birch,{q},,,0,
"""


def test_a_quarters_returns_by_file(window: Page, vale: Vale) -> None:
    sign_in(window, vale.somebody("business-manager"))
    go_to(window, "Performance")
    follow(window, "Returns due")
    follow(window, "Upload returns")
    look(window, "Bring in returns")
    _send(window, vale, WRONG)
    look(window, "returns.csv")
    sees(window, "Nothing is written yet", "3 problems")
    for texts in (
        ("2", "numerator", "120"),
        ("3", "area", "Nowhere"),
        ("4", "value", "seven"),
    ):
        expect(row(window, *texts)).to_have_count(1)
    expect(window.get_by_role("button", name="Accept")).to_have_count(0)
    follow(window, "Send the file again")
    _send(window, vale, RIGHT)
    look(window, "returns.csv")
    sees(window, "3 rows read, 3 ready")
    assert not Return.objects.filter(end=vale.quarter.end).exists()
    press(window, "Accept 3 rows")
    look(window, "Returns brought in")
    sees(window, "3 rows of returns.csv are in")
    numbers = Return.objects.filter(measure=vale.plans, end=vale.quarter.end)
    assert sorted(numbers.values_list("value", flat=True)) == [0, 36]


def _send(page: Page, vale: Vale, lines: str) -> None:
    data = (HEADINGS + lines.format(q=vale.quarter.short_label())).encode()
    page.get_by_label("File").set_input_files(
        {"name": "returns.csv", "mimeType": "text/csv", "buffer": data}
    )
    press(page, "Look through file")


def test_a_coordinator_may_do_the_same_but_not_stewardship(page: Page, vale: Vale) -> None:
    sign_in(page, vale.somebody("coordinator"))
    go_to(page, "Partnership")
    follow(page, "Agencies")
    follow(page, "Vale Council")
    follow(page, "Change agency")
    look(page, "Change Vale Council")
    answer = page.goto(reverse("stewardship:hub", args=["vale"]))
    assert answer is not None and answer.status == 404
