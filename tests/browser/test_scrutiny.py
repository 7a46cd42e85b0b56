"""The independent scrutineer, from the success factors to the report in their own voice and its follow-up;
beside them the unit, that comments and changes nothing, and an agency's lead on a telephone."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from safeloom.foundation.today import today
from safeloom.systems.scrutiny.models import Exercise
from tests.browser import looking
from tests.browser.conftest import PHONE, Opener
from tests.browser.steps import follow, give_day, go_to, look, press, row, sees, sees_not
from tests.browser.vale import Vale
from tests.factories import partnership

TITLE = "Heard at the front door"
FACTORS = "Children are heard: They say so.\nIt learns"
REPORT, YOUNG = "I found people who listen.", "We told it three times."


def test_the_scrutineer_from_the_framework_to_the_follow_up(new_page: Opener, vale: Vale) -> None:
    partnership.a_post(vale.council, "Head of the front door")
    scrutineer, unit = new_page(), new_page()
    lead = new_page(viewport=PHONE, has_touch=True)
    looking.sign_in(scrutineer, vale.somebody("scrutineer"))
    looking.sign_in(unit, vale.somebody("coordinator"))
    looking.sign_in(lead, vale.somebody("agency-lead", vale.council))
    _set_the_framework(scrutineer)
    _plan(scrutineer)
    for method, strength, words in (
        ("Data", "Strong", "Nine in ten were seen in time."),
        ("Conversation with children", "Fair", "They told it more than once."),
        ("Records and audits", "Fair", "Their words stand in eight of twelve."),
    ):
        _add_evidence(scrutineer, method, strength, words)
    expect(row(scrutineer, "Children are heard", "3 of 6").first).to_be_visible()
    sees(row(scrutineer, "It learns", "0 of 6").first, "Gap")
    _judge(scrutineer, "Children are heard", "In part", "Three ways of looking say the same.")
    _judge(scrutineer, "It learns", "Weak", "I found nothing that shows it.")
    _comment(unit)
    lead.goto("/vale/assurance/scrutiny/")
    sees_not(lead, TITLE)
    _write_and_publish(scrutineer)
    unit.reload()
    look(unit, TITLE)
    sees_not(unit, "Add a comment")
    _read(lead)
    _follow_up(scrutineer)


def _set_the_framework(page: Page) -> None:
    page.goto("/vale/")
    go_to(page, "Assurance")
    follow(page, "Scrutiny")
    look(page, "Scrutiny")
    follow(page, "Success factors")
    look(page, "Success factors")
    follow(page, "Set success factors")
    look(page, "Set success factors")
    page.get_by_label("Where it comes from").fill("Agreed by the board")
    page.get_by_label("Success factors", exact=True).fill(FACTORS)
    press(page, "Save success factors")
    sees(page, "The success factors are set.", "They say so.")


def _plan(page: Page) -> None:
    page.goto("/vale/assurance/scrutiny/")
    follow(page, "Plan an exercise")
    look(page, "Plan an exercise")
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("The question asked").fill("Is a child heard there?")
    give_day(page, "Day of the scrutiny event", today() - timedelta(days=2))
    for factor in ("Children are heard", "It learns"):
        page.get_by_role("checkbox", name=factor).check()
    page.get_by_role("checkbox", name="Head of the front door").check()
    press(page, "Plan exercise")
    sees(page, "The exercise is planned.", "Head of the front door, Vale Council")


def _add_evidence(page: Page, method: str, strength: str, words: str) -> None:
    follow(page, "Add evidence")
    page.get_by_label(method).check()
    page.get_by_label("What was looked at").fill(f"{method} of a year")
    page.get_by_label("Children are heard: how strong?").select_option(label=strength)
    # Without words it is refused, and what was chosen stays
    press(page, "Add evidence")
    sees(page, "There is a problem")
    if method == "Data":
        look(page, "Add evidence")
    expect(page.get_by_label(method)).to_be_checked()
    page.get_by_label("Children are heard: what it showed").fill(words)
    press(page, "Add evidence")
    sees(page, words)


def _judge(page: Page, factor: str, rating: str, words: str) -> None:
    page.get_by_role("link", name=re.compile(rf"^Judge\W+{factor}$")).click()
    look(page, factor)
    page.get_by_label(rating).check()
    page.get_by_label("What it rests on").fill(words)
    page.get_by_role("main").get_by_role("button").last.click()
    expect(row(page, factor, rating, words)).to_be_visible()


def _comment(unit: Page) -> None:
    unit.goto("/vale/assurance/scrutiny/")
    follow(unit, TITLE)
    look(unit, TITLE)
    sees_not(unit, "Write the report", "Add evidence", "Judge anew")
    follow(unit, "Add a comment")
    look(unit, "Comment on")
    unit.get_by_label("Your comment").fill("There are five districts.")
    press(unit, "Add comment")
    sees(unit, "There are five districts.")


def _write_and_publish(page: Page) -> None:
    page.goto("/vale/")
    follow(page, f"{TITLE}: write the report")
    sees(page, "There are five districts.")
    follow(page, "Write the report")
    look(page, "Write the report")
    page.get_by_label("Report", exact=True).fill(REPORT)
    page.get_by_label("What the young scrutineers say").fill(YOUNG)
    page.get_by_role("main").get_by_role("button").last.click()
    look(page, TITLE)
    follow(page, "Publish the report")
    look(page, "Publish")
    page.get_by_role("main").get_by_role("button").last.click()
    look(page, TITLE)
    sees(page, "Published", REPORT, YOUNG)
    sees_not(page, "Add evidence", "Judge anew", "Take out")
    assert Exercise.objects.get().published


def _read(lead: Page) -> None:
    lead.goto("/vale/assurance/scrutiny/")
    follow(lead, TITLE)
    look(lead, TITLE)
    sees(lead, REPORT, YOUNG, "Three ways of looking say the same.", "They told it more than once.")
    sees_not(lead, "There are five districts.", "Plan a follow-up")


def _follow_up(page: Page) -> None:
    follow(page, "Plan a follow-up")
    look(page, "Test what")
    page.get_by_label("The question asked").fill("What is different for children?")
    page.get_by_role("checkbox", name="Children are heard").check()
    press(page, "Plan exercise")
    look(page, f"Follow-up: {TITLE}")
    expect(row(page, "Children are heard", "In part", "Not judged").last).to_be_visible()
    sees(page, f"Beside {TITLE}")
