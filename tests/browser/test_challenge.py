"""A disagreement from the first stage to who decides, by everybody who has to do with it."""

from playwright.sync_api import Page

from safeloom.systems.challenge.models import Disagreement
from tests.browser.steps import follow, go_to, look, press, sees, sees_not, sign_in
from tests.browser.vale import Vale
from tests.factories import challenge


def choose(page: Page, label: str, words: str) -> None:
    """Choose from a list of this label."""
    page.get_by_label(label, exact=True).select_option(label=words)


def move_up(page: Page, stage: int, reason: str) -> None:
    """Move it up, for a reason."""
    follow(page, f"Move it up to stage {stage}")
    look(page, "up")
    page.get_by_label("Reason").fill(reason)
    press(page, "Move it up")
    sees(page, f"It is at stage {stage} now.")


def test_raised_answered_followed_and_settled(
    new_page, page: Page, phone: Page, vale: Vale
) -> None:
    challenge.with_stages(vale.partnership)
    # The hospital’s lead raises it, on a telephone.
    sign_in(phone, vale.somebody("agency-lead", vale.health))
    go_to(phone, "Plan")
    follow(phone, "Challenge")
    look(phone, "Challenge")
    follow(phone, "Raise a disagreement")
    look(phone, "Raise a disagreement")
    choose(phone, "Agency it is with", "Vale Council")
    choose(phone, "What it is about", "Discharge from hospital or a setting")
    phone.get_by_role("group", name="Is it about a child?").get_by_label("No").check()
    phone.get_by_label("What you do not agree about").fill("Nobody says who decides on a place.")
    press(phone, "Raise disagreement")
    look(phone, "Discharge from hospital")
    sees(phone, "CH-0001 is raised.", "Hour 0 of 24, due")
    # The council’s lead answers.
    sign_in(page, vale.somebody("agency-lead", vale.council))
    follow(page, "Disagreement CH-0001, at stage 1")
    follow(page, "Say something")
    look(page, "Say something")
    page.get_by_label("What you say").fill("Our placements manager rings today.")
    press(page, "Say it")
    sees(page, "Our placements manager rings today.")
    sees_not(page, "Settle it")
    phone.reload()
    sees(phone, "Our placements manager rings today.")
    for stage in (2, 3):
        move_up(phone, stage, "There is still no place.")
    # The unit follows: the rule of the clock is one click away.
    unit = new_page()
    sign_in(unit, vale.somebody("business-manager"))
    follow(unit, "Disagreement CH-0001, at stage 3")
    unit.get_by_text("The rule").first.click()
    sees(unit, "Not checked against its source.")
    look(unit, "Discharge from hospital")
    follow(unit, "Pause it")
    unit.get_by_label("Reason").fill("The heads of service meet on Monday")
    press(unit, "Pause clock")
    sees(unit, "Paused since", "The heads of service meet on Monday")
    follow(unit, "Let it run on")
    press(unit, "Let it run on")
    move_up(unit, 4, "Heads of service do not agree.")
    # An executive settles it, and both sides see how.
    executive = new_page(java_script_enabled=False)
    sign_in(executive, vale.somebody("statutory-partner"))
    follow(executive, "Disagreement CH-0001, at stage 4")
    follow(executive, "Settle it")
    press(executive, "Settle it")
    sees(executive, "Select how it was settled")
    executive.get_by_label("Another way was agreed").check()
    executive.get_by_label("What was agreed or decided").fill("A bed paid for by both.")
    press(executive, "Settle it")
    sees(executive, "CH-0001 is settled.")
    phone.reload()
    look(phone, "Discharge from hospital")
    sees(phone, "A bed paid for by both.", "Another way was agreed")
    assert Disagreement.objects.get().outcome == "other-way"


def test_one_about_a_child_asks_why(page: Page, vale: Vale) -> None:
    lead = vale.somebody("agency-lead", vale.council)
    found = challenge.raised(vale.health, vale.council, about_child=True)
    sign_in(page, lead)
    follow(page, f"Disagreement {found.record.reference}")
    look(page, f"{found.record.reference} is sealed")
    page.get_by_role("textbox").last.fill("I lead for the council")
    press(page, "Open it")
    look(page, "Threshold or level of need")
    sees(page, challenge.WORDS, "I lead for the council")
