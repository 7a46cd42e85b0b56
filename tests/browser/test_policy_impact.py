"""A changed policy: whose turn it is, what it did for children, what shows it, what the board makes of it."""

from playwright.sync_api import Page

from safeloom.foundation.today import today
from safeloom.systems.policy_impact.models import PolicyImpact
from tests.browser.steps import (
    follow,
    give_day,
    go_to,
    look,
    press,
    row,
    sees,
    sees_not,
    sign_in,
)
from tests.browser.vale import Vale
from tests.factories.inspections import an_inspection
from tests.factories.meetings import a_meeting


def test_planned_said_shown_presented_and_answered(
    new_page, page: Page, phone: Page, vale: Vale
) -> None:
    meeting = a_meeting(vale.board, today())
    shows = an_inspection(vale.partnership, "Of discussions at night", agency=vale.council)
    reference = shows.record.reference
    # The unit sets whose turn it is.
    sign_in(page, vale.somebody("business-manager"))
    go_to(page, "Assurance")
    follow(page, "Policy impact")
    look(page, "Policy impact")
    follow(page, "Set the rota")
    look(page, "Set the rota")
    page.get_by_label("Vale Council").check()
    page.get_by_label("Vale Constabulary").check()
    give_day(page, "When does the first present?", today())
    page.get_by_label("Months from one to the next").fill("0")
    press(page, "Set the rota")
    sees(page, "The rota is set.")
    # The council’s lead says on a telephone what changed, and what shows it.
    sign_in(phone, vale.somebody("agency-lead", vale.council))
    follow(phone, "Policy impact: Vale Council: say what the policy changed")
    look(phone, "Policy impact: Vale Council")
    follow(phone, "Say what was changed")
    look(phone, "What was changed, and what did it do?")
    phone.get_by_label("Policy changed").fill("Strategy discussions at any hour")
    phone.get_by_label("What was done").fill("A rota of duty nurses.")
    phone.get_by_label("What difference it makes for children").fill("No second visit.")
    press(phone, "Save what was changed")
    look(phone, "Strategy discussions at any hour")
    follow(phone, "Add evidence")
    look(phone, "Add evidence")
    phone.get_by_label("What is the evidence?").fill("The inspection of this year")
    phone.get_by_label("Reference of the measure, audit or survey").fill("XX-0001")
    phone.get_by_label("What does it show?").fill("Health joins each discussion.")
    press(phone, "Add evidence")
    sees(phone, "Enter the reference of a record you can see here, or leave it empty.")
    phone.get_by_label("Reference of the measure, audit or survey").fill(reference)
    press(phone, "Add evidence")
    look(phone, "Strategy discussions at any hour")
    follow(phone, reference)
    sees(phone, "Evidence of what a policy did")
    # The unit notes the meeting; what was presented stays as it is.
    follow(page, "Policy impact: Vale Council")
    sees(page, "No second visit.", "Health joins each discussion.")
    follow(page, "Note where it was presented")
    look(page, "Where was it presented?")
    page.get_by_label("At which meeting?").select_option(value=f"{meeting.pk}")
    press(page, "Save where it was presented")
    look(page, "Strategy discussions at any hour")
    sees_not(page, "Add evidence")
    # An executive says how far it assures; the lead reads it.
    executive = new_page(java_script_enabled=False)
    sign_in(executive, vale.somebody("statutory-partner"))
    go_to(executive, "Assurance")
    follow(executive, "Policy impact")
    follow(executive, "Strategy discussions at any hour")
    follow(executive, "Note the board’s assurance")
    look(executive, "How far is the board assured?")
    press(executive, "Save assurance")
    sees(executive, "Select how far it assures")
    executive.get_by_label("Assured in part").check()
    executive.get_by_label("In words").fill("It tells of nights, not of weekends.")
    press(executive, "Save assurance")
    look(executive, "Strategy discussions at any hour")
    phone.go_back()
    phone.reload()
    look(phone, "Strategy discussions at any hour")
    sees(phone, "Assured in part", "It tells of nights, not of weekends.")
    go_to(page, "Assurance")
    follow(page, "Policy impact")
    sees(row(page, "Strategy discussions at any hour"), "Board has answered")
    assert PolicyImpact.objects.get(agency=vale.council).meeting == meeting
