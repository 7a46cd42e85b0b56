"""A new audit theme, with the help on the screen alone: built, asked, answered, moderated, reported."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from safeloom.domain.actions.models import Recommendation
from safeloom.domain.questionnaires.models import Answer, Response
from safeloom.domain.questionnaires.queries.campaigns import state_of
from safeloom.foundation.today import today
from tests.browser.conftest import PHONE, Opener
from tests.browser.steps import follow, give_day, go_to, look, press, row, sees, sees_not, sign_in
from tests.browser.vale import Vale
from tests.factories import reports

RECOGNISE, PLAN = "How well do your staff recognise neglect?", "What will you do about it?"
TRAINED = "What share of your staff are trained?"


def test_a_new_theme_is_built_asked_answered_moderated_and_reported(
    new_page: Opener, vale: Vale
) -> None:
    unit, lead = new_page(), new_page(viewport=PHONE, has_touch=True)
    account = vale.somebody("agency-lead", vale.police)
    sign_in(unit, vale.somebody("coordinator"))
    sign_in(lead, account)
    _build(unit)
    _ask(unit)
    _answer(lead)
    response = Response.objects.get(agency=vale.police)
    assert state_of(response) == "submitted"
    _give_back(unit)
    _answer_again(lead)
    _moderate(unit)
    assert state_of(response) == "moderated"
    _report(unit, reports.a_report(vale.partnership))
    _follow_up(unit)
    # The lead finds the grade and the words of the unit
    lead.goto("/vale/")
    go_to(lead, "Assurance")
    follow(lead, response.record.reference)
    sees(lead, "Moderated", "Training is booked.")


def _build(unit: Page) -> None:
    go_to(unit, "Assurance")
    follow(unit, "Questionnaires")
    follow(unit, "Begin a questionnaire")
    unit.get_by_label("New: audit or return").check()
    unit.get_by_label("Title").fill("Neglect audit")
    press(unit, "Begin questionnaire")
    sees(unit, "There is no section yet")
    for section in ("Seeing neglect", "Training"):
        unit.get_by_role("link", name="Add a section").last.click()
        unit.get_by_label("Title").fill(section)
        press(unit, "Add section")
    _question(unit, "Seeing neglect", "A grade", RECOGNISE, ("Green, amber, red", ""))
    _question(unit, "Seeing neglect", "Words", PLAN, ("Most words", "200"))
    _question(unit, "Training", "A percentage", TRAINED)
    unit.get_by_role("link", name="When it is asked of question 2").click()
    unit.get_by_label("What does it depend on?").select_option(label=RECOGNISE)
    press(unit, "Continue")
    unit.get_by_label("How is it compared?").select_option(label="is")
    unit.get_by_label("With which answer?").select_option(label="Red: not met")
    press(unit, "Add condition")
    follow(unit, "Back to the questionnaire")
    unit.locator("#capacities").get_by_role("link", name="Change").click()
    unit.get_by_label("Title").fill("Head of service")
    unit.get_by_label("Signs the response off").check()
    press(unit, "Add capacity")
    follow(unit, "Back to the questionnaire")
    look(unit, "Neglect audit")
    sees(unit, f"Asked when ‘{RECOGNISE}’ is Red: not met", "Nothing keeps version 1")
    follow(unit, "Publish")
    press(unit, "Publish version")
    sees(unit, "Version 1 is published")


def _question(unit: Page, section: str, kind: str, words: str, more: tuple[str, str] = ("", "")):
    unit.get_by_role("link", name=f"Add a question to {section}").click()
    unit.get_by_role("radio", name=kind, exact=True).check()
    press(unit, "Continue")
    unit.get_by_label("Question", exact=True).fill(words)
    unit.get_by_label("It must be answered before submitting").check()
    label, value = more
    if value:
        unit.get_by_label(label).fill(value)
    elif label:
        unit.get_by_label(label).check()
    press(unit, "Add question")


def _ask(unit: Page) -> None:
    follow(unit, "Open a campaign")
    give_day(unit, "Due on", today() + timedelta(days=21))
    give_day(unit, "Closes on", today() + timedelta(days=28))
    press(unit, "Save and continue")
    unit.get_by_text("All agencies of a kind (").click()
    for kind in ("Local authority", "Integrated care board", "Police"):
        unit.get_by_role("group", name="All agencies of a kind").get_by_label(
            re.compile(rf"^{kind} \(")
        ).check()
    press(unit, "Ask them")
    follow(unit, "Check and send")
    # Who has nobody is told before it leaves, with the way to name somebody
    sees(unit, "2 of them have nobody to ask")
    expect(unit.get_by_role("link", name="Invite somebody of Vale Council")).to_be_visible()
    press(unit, "Send the campaign")
    sees(unit, "The campaign is sent")


def _answer(lead: Page) -> None:
    go_to(lead, "Assurance")
    lead.get_by_role("link", name=re.compile("Neglect audit")).click()
    follow(lead, "Answer it")
    follow(lead, "Begin")
    expect(lead.get_by_label(PLAN)).to_be_hidden()
    lead.get_by_label("Red: not met").check()
    lead.get_by_label(PLAN).fill("word " * 201)
    _go_on(lead)
    sees(lead, "Your answer has 201 words: take out 1 so that it has 200 or fewer.")
    look(lead, "Seeing neglect")
    lead.get_by_label(PLAN).fill("We will train everybody.")
    _go_on(lead)
    lead.get_by_label(TRAINED).fill("62")
    _go_on(lead)
    _sign_and_submit(lead)


def _go_on(lead: Page) -> None:
    lead.get_by_role("button", name="Save and continue").last.click()


def _sign_and_submit(lead: Page) -> None:
    follow(lead, "Sign off")
    lead.get_by_label("Your full name").fill("Sam Underhill")
    press(lead, "Sign off")
    press(lead, "Submit")
    expect(lead.get_by_role("heading", level=1)).to_contain_text("Submitted")


def _give_back(unit: Page) -> None:
    follow(unit, "Vale Constabulary")
    follow(unit, "Request changes")
    unit.get_by_label("What is to be changed, as a whole").fill("Say by when.")
    unit.get_by_label(PLAN).fill("Which month?")
    press(unit, "Request changes")
    sees(unit, "It is the body’s again")
    sees_not(unit, "We will train everybody.")


def _answer_again(lead: Page) -> None:
    lead.get_by_role("link", name="Home").or_(lead.get_by_role("link", name="Back")).first.click()
    sees(lead, "Changes were requested", "Say by when.", "1 change requested")
    follow(lead, "Seeing neglect")
    sees(lead, "Which month?")
    lead.get_by_label(PLAN).fill("We will train everybody by June.")
    _go_on(lead)
    _go_on(lead)
    _sign_and_submit(lead)
    assert Answer.objects.get(question__words=PLAN).text == "We will train everybody by June."


def _moderate(unit: Page) -> None:
    unit.reload()
    follow(unit, "Moderate it")
    unit.get_by_label("Your grade").select_option(label="Amber: partly met")
    unit.get_by_label("Comment").fill("Training is booked.")
    press(unit, "Save grades")
    # What comes next is the button at the top
    unit.get_by_role("link", name="Say that it is moderated").first.click()
    press(unit, "Say that it is moderated")
    sees(unit, "Whoever answered is told by mail")


def _report(unit: Page, report) -> None:
    unit.goto(f"/vale/reports/sections/{reports.section(report).pk}/blocks/add/")
    follow(unit, "Campaign results")
    unit.get_by_label("About").select_option(label="Neglect audit")
    press(unit, "Add live block")
    sees(unit, "Neglect audit")


def _follow_up(unit: Page) -> None:
    go_to(unit, "Assurance")
    follow(unit, "Neglect audit")
    unit.get_by_role("link", name="Results", exact=True).click()
    sees(unit, "1 of 3 asked submitted a response", "62%")
    follow(unit, "Code themes")
    unit.get_by_label("Name of the theme").fill("Training")
    press(unit, "Add the theme")
    unit.get_by_role("link", name=PLAN).click()
    unit.get_by_role("checkbox", name="Training").check()
    press(unit, "Save")
    follow(unit, "Results")
    expect(row(unit, "Training", "1")).to_be_visible()
    follow(unit, "Add an action or recommendation")
    follow(unit, "Add a recommendation")
    unit.get_by_label("What is recommended?").fill("Train every agency.")
    give_day(unit, "Made on", today())
    unit.get_by_role("main").get_by_role("button").last.click()
    sees(unit, "Train every agency.")
    assert Recommendation.objects.get().source.title == "Neglect audit"
    follow(unit, "Add an action")
    sees(unit, "Train every agency.")
