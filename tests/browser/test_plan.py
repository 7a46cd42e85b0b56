"""The plan and its risks: written by the unit, read by an executive, updated by a group."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from safeloom.foundation.today import today
from tests.browser.steps import follow, give_day, go_to, look, press, row, sees, sign_in
from tests.browser.vale import Vale
from tests.factories import plans as make


def test_the_unit_writes_a_plan_and_a_risk_and_closes_a_year(window: Page, vale: Vale) -> None:
    sign_in(window, vale.somebody("business-manager"))
    go_to(window, "Plan")
    look(window, "Plan")
    follow(window, "Plans")
    follow(window, "Add a plan")
    window.get_by_label("Title").fill("Business plan for three years")
    window.get_by_label("Business plan", exact=True).check()
    look(window, "Add a plan")
    press(window, "Add plan")
    sees(window, "The plan is there.")
    follow(window, "Add a priority")
    window.get_by_label("Priority", exact=True).fill("Neglect is seen early")
    press(window, "Add priority")
    follow(window, "Add a line")
    window.get_by_label("Task").fill("Train the leads of every school")
    window.get_by_label("Priority (optional)", exact=True).select_option(
        label="Neglect is seen early"
    )
    window.get_by_label("Due").fill("Ongoing")
    window.get_by_label("Agency that leads it").select_option(label="Vale Council")
    look(window, "Add a line")
    press(window, "Add line")
    look(window, "Train the leads of every school")
    follow(window, "Update the line")
    window.get_by_label("On track").check()
    window.get_by_label("Update").fill("Half of them are trained")
    press(window, "Save update")
    sees(window, "Half of them are trained", "On track")
    follow(window, "Business plan for three years")
    look(window, "Business plan for three years")
    sees(window, "Of 1 line, 1 on track.", "Not known (“Ongoing”)")
    follow(window, "Add a risk")
    sees(window, "Begun from PL-0001")
    window.get_by_label("What may go wrong").fill("Schools cannot release their leads")
    window.get_by_label("Theme").select_option(label="Delivery of the business plan")
    window.get_by_label("With the controls in place: likelihood").select_option(
        label="4 Almost certain"
    )
    press(window, "Add risk")
    sees(window, "Give the impact as well")
    window.get_by_label("With the controls in place: impact").select_option(label="3 Major")
    press(window, "Add risk")
    look(window, "Schools cannot release their leads")
    sees(window, "12 High", "Comes from")
    follow(window, "Review the risk")
    window.get_by_label("With the controls in place: likelihood").select_option(label="2 Possible")
    window.get_by_label("With the controls in place: impact").select_option(label="3 Major")
    window.get_by_label("What was found").fill("Cover is paid for")
    look(window, "Review the risk")
    press(window, "Save review")
    expect(row(window, "Cover is paid for")).to_contain_text("Down")
    go_to(window, "Plan")
    sees(window, "1 risk: 1 medium.", "1 on track")


def test_an_executive_reads_how_plan_and_risks_stand(window: Page, vale: Vale) -> None:
    here = vale.partnership
    make.a_theme(here, "Delivery of the business plan", most=6)
    make.a_risk(here, "Money ends in spring", residual=(4, 3), number="1c")
    plan = make.a_plan(here, "Business plan", end=None)
    priority = make.a_priority(plan, "Neglect is seen early")
    for rating, due in (("blue", "May 2026"), ("amber", "June 2026")):
        make.updated(make.a_line(plan, priority=priority, due=due), rating)
    sign_in(window, vale.somebody("statutory-partner", vale.council))
    go_to(window, "Plan")
    look(window, "Plan")
    sees(window, "1 complete and 1 at risk", "Money ends in spring", "Outside appetite")
    follow(window, "Heat map")
    look(window, "Heat map")
    window.get_by_role("link", name=re.compile("^1 risk at 4 × 3, high")).click()
    look(window, "Risk register")
    sees(window, "Money ends in spring")
    follow(window, "Money ends in spring")
    expect(window.get_by_role("link", name="Change the risk")).to_have_count(0)
    go_to(window, "Plan")
    follow(window, "Business plan")
    look(window, "Business plan")
    expect(row(window, "June 2026").first).to_contain_text("1")
    follow(window, "Measures, risks and actions")
    look(window, "Neglect is seen early")


def test_a_group_updates_its_programme(window: Page, vale: Vale) -> None:
    here = vale.partnership
    plan = make.a_plan(here, "Business plan", end=None)
    priority = make.a_priority(plan, "Neglect is seen early")
    programme = make.a_plan(
        here, "Programme of the executive", group=vale.board, serves=plan, end=None
    )
    due = (today() + timedelta(days=5)).isoformat()
    make.a_line(programme, "Read ten files", serves=priority, due=due, group=vale.board)
    sign_in(window, vale.somebody("group-member"))
    look(window, "Home")
    follow(window, "Programme of the executive: Read ten files")
    follow(window, "Update the line")
    window.get_by_label("Off track").check()
    press(window, "Save update")
    sees(window, "Say why it is off track")
    window.get_by_label("Update").fill("Nobody was free")
    give_day(window, "As at", today())
    press(window, "Save update")
    look(window, "Read ten files")
    sees(window, "Off track", "Nobody was free")
    go_to(window, "Plan")
    look(window, "Plan")
    expect(row(window, "Neglect is seen early")).to_contain_text("1 off track")
