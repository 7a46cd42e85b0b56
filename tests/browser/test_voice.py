"""A thing that children said, from the day it was said to the day they were told what came of it."""

from playwright.sync_api import Page, expect

from safeloom.foundation.today import today
from safeloom.systems.voice.models import VoicePoint
from tests.browser.steps import (
    follow,
    give_day,
    go_to,
    look,
    press,
    sees,
    sees_not,
    sign_in,
)
from tests.browser.vale import Vale
from tests.factories.actions import an_action


def test_said_answered_changed_told_and_published(
    new_page, page: Page, phone: Page, vale: Vale
) -> None:
    # The participation worker notes whom they heard, and what was said.
    sign_in(page, vale.somebody("coordinator"))
    go_to(page, "Assurance")
    follow(page, "Voice")
    look(page, "Voice of children and families")
    follow(page, "Groups")
    look(page, "Groups")
    follow(page, "Add a group")
    page.get_by_label("What is it called?").fill("Voices in Care")
    page.get_by_label("Children in care council").check()
    press(page, "Add group")
    sees(page, "The group is added.")
    follow(page, "Voice")
    follow(page, "Add an activity")
    look(page, "Add an activity")
    page.get_by_label("What was it about?").fill("What moving feels like")
    page.get_by_label("Through which group?").select_option(label="Voices in Care")
    page.get_by_label("A meeting").check()
    page.get_by_label("They agreed that").check()
    press(page, "Add activity")
    sees(page, "Say how many took part, of at least one age.")
    page.get_by_label("How many aged 8 to 11?").fill("3")
    page.get_by_label("How was that agreed?").fill("Asked at the start")
    press(page, "Add activity")
    look(page, "What moving feels like")
    follow(page, "Note what was said")
    look(page, "Note what was said")
    page.get_by_label("Theme").select_option(label="Being told what happens")
    page.get_by_label("What was said").fill("A boy called Sam wants to know.")
    page.get_by_label("Who answers?").select_option(label="Vale Council")
    press(page, "Save what was said")
    sees(page, "seems to say who somebody is")
    page.get_by_label("What was said").fill("Tell us before we move.")
    press(page, "Save what was said")
    sees(page, "Waits for an answer")
    # The council’s lead answers on a telephone; meanwhile the worker writes it anew.
    sign_in(phone, vale.somebody("agency-lead", vale.council))
    follow(phone, "Answer what was said: being told what happens")
    look(phone, "Answer what was said")
    phone.get_by_label("What do you answer?").fill("We agree.")
    phone.get_by_label("What changed?").fill("It is told a week ahead.")
    follow(page.get_by_role("article"), "Change")
    page.get_by_label("What was said").fill("Tell us a week before we move.")
    press(page, "Save what was said")
    press(phone, "Save the answer")
    look(phone, "Choose which version to keep")
    sees(phone, "Tell us a week before we move.")
    press(phone, "Save what I typed")
    sees(phone, "Thank you: the answer is kept.")
    # It led to an action; those who said it are told; everybody may read it.
    action = an_action(vale.council, "Write the rule of a week")
    page.reload()
    sees(page, "What changed: It is told a week ahead.", "No feedback given yet")
    follow(page, "Add what it led to")
    page.get_by_label("Reference of what it led to").fill(action.record.reference)
    press(page, "Save what it led to")
    follow(page, "Note feedback given")
    look(page, "Were they told what came of it?")
    page.get_by_label("How were they told?").fill("At their next meeting")
    press(page, "Save feedback")
    follow(page, "Publish")
    press(page, "Publish")
    sees(page, "Published", "At their next meeting")
    follow(page, action.record.reference)
    sees(page, "Asked for by children and families")
    anybody = new_page(viewport={"width": 320, "height": 640})
    anybody.goto(f"/{vale.partnership.key}/you-said-we-did/")
    look(anybody, "You said, we did")
    sees(anybody, "Tell us a week before we move.", "It is told a week ahead.")
    # An executive reads it, and not how few they were.
    executive = new_page(java_script_enabled=False)
    sign_in(executive, vale.somebody("statutory-partner"))
    go_to(executive, "Assurance")
    follow(executive, "Voice")
    follow(executive, "What moving feels like")
    look(executive, "What moving feels like")
    sees(executive, "Fewer than 5: 8 to 11")
    sees_not(executive, "Note feedback given")
    # The group ends; what it said stays.
    go_to(page, "Assurance")
    follow(page, "Voice")
    follow(page, "Groups")
    follow(page, "Change or end")
    look(page, "Change Voices in Care")
    give_day(page, "Heard until", today())
    press(page, "Save group")
    expect(page.get_by_role("row").filter(has_text="Voices in Care")).to_contain_text("1")
    assert VoicePoint.objects.get().published
