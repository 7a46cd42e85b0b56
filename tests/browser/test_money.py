"""The money: a co-ordinator enters it and asks, an executive approves, an agency's lead sees their own."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from safeloom.domain.finance.models import SpendStep
from safeloom.foundation.today import today
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
from tests.factories import finance


def test_a_coordinator_agrees_receives_and_asks(page: Page, vale: Vale) -> None:
    finance.a_head(vale.partnership, "Contributions", "income")
    finance.a_head(vale.partnership, "Training")
    sign_in(page, vale.somebody("coordinator"))
    go_to(page, "Plan")
    follow(page, "Money")
    look(page, "Money")
    page.get_by_role("link", name="Add a financial year").click()
    look(page, "Add a financial year")
    press(page, "Add financial year")
    look(page, "Statement of account")
    follow(page, "Cost per partner")
    follow(page, "Agree contributions")
    look(page, "Agree contributions for")
    page.get_by_label("Total to be shared").fill("100,000.01")
    lines = (
        "Vale Council, 60%\nVale Constabulary, 10%\nHealth, 30%\n- Vale Integrated Care Bord, 100%"
    )
    page.get_by_label("Who pays what, one to a line").fill(lines)
    press(page, "Agree contributions")
    sees(page, "Did you mean Vale Integrated Care Board?")
    page.get_by_label("Who pays what, one to a line").fill(lines.replace("Bord", "Board"))
    press(page, "Agree contributions")
    look(page, "Cost per partner")
    expect(row(page, "Vale Council", "£60,000.01", "60.0%")).to_be_visible()
    page.goto("/vale/plan/money/contributions/")
    follow(page, "Vale Council")
    follow(page, "Enter an invoice")
    page.get_by_label("Invoice number").fill("V 1")
    press(page, "Save invoice")
    follow(page, "Enter a receipt")
    sees(page, "£60,000.01 is outstanding")
    page.get_by_label("Amount").fill("40,000.00")
    press(page, "Save receipt")
    look(page, "Vale Council")
    sees(page, "Partly paid", "£20,000.01")
    page.goto("/vale/plan/money/")
    sees(page, "£40,000 came in and £0 was spent. In hand: £40,000.")
    follow(page, "Ask to spend")
    page.get_by_label("What is it for?").fill("A speaker")
    page.get_by_label("Head", exact=True).select_option(label="Training")
    page.get_by_label("Amount").fill("450")
    press(page, "Ask for approval")
    look(page, "A speaker")
    sees(page, "Waiting for approval", "You asked for it", "Nobody: no post with a limit")


def test_an_executive_approves_at_home_and_the_unit_pays(window: Page, vale: Vale) -> None:
    finance.a_year(vale.partnership)
    asker = vale.somebody("coordinator")
    head = finance.a_head(vale.partnership, "Training")
    finance.asked(head, "450", by=asker.person, title="A speaker")
    other = finance.asked(head, "450", by=asker.person, title="A second hall")
    executive = vale.somebody("statutory-partner", vale.police)
    post = executive.person.post_holdings.get().post
    finance.a_limit(post, "500")
    sign_in(window, executive)
    follow(window, "Approve or reject A speaker: £450")
    look(window, "A speaker")
    follow(window, "Approve spending")
    look(window, "Approve A speaker")
    press(window, "Approve spending")
    sees(window, "It is approved, and committed.", "Committed")
    follow(window, "Home")
    follow(window, "Approve or reject A second hall")
    follow(window, "Reject")
    press(window, "Reject spending")
    sees(window, "Enter the reason")
    window.get_by_label("Reason").fill("One is enough")
    press(window, "Reject spending")
    look(window, "A second hall")
    sees(window, "Rejected", "One is enough")
    assert SpendStep.objects.filter(by=executive.person).count() == 2 and other.steps.exists()


def test_a_lead_sees_what_their_agency_pays_and_no_more(window: Page, vale: Vale) -> None:
    here = vale.partnership
    year = finance.a_year(here)
    mine = finance.contributed(year, finance.a_head(here, "Pool", "income"), vale.police, 4321)
    finance.contributed(year, finance.a_head(here, "Panel", "income"), vale.council, 8765)
    finance.invoiced(mine, 4321, max(year.start, today() - timedelta(days=40)))
    sign_in(window, vale.somebody("agency-lead", vale.police))
    go_to(window, "Plan")
    follow(window, "Money")
    look(window, "Contributions")
    sees(window, "£4,321")
    sees_not(window, "8,765", "Statement of account", "Ask to spend")
    follow(window, "Vale Constabulary")
    look(window, "Vale Constabulary")
    sees_not(window, "Enter a receipt")


def test_a_year_is_closed_and_stays(page: Page, vale: Vale) -> None:
    old = finance.a_year(vale.partnership, back=1)
    finance.a_year(vale.partnership)
    finance.spent(finance.a_head(vale.partnership, "Training"), "12.50", old.end)
    sign_in(page, vale.somebody("business-manager"))
    page.goto(f"/vale/plan/money/years/{old.record.reference}/")
    follow(page, "Close the year")
    sees(page, "(£12.50) was in hand: it is carried forward")
    press(page, "Close the year")
    sees(page, "is closed.", "Closed")
    sees_not(page, "Change this year")
    follow(page, "Ask to spend")
    page.get_by_label("What is it for?").fill("Something late")
    page.get_by_label("Head", exact=True).select_option(label="Training")
    page.get_by_label("Amount").fill("5")
    give_day(page, "Date", old.end)
    press(page, "Ask for approval")
    sees(page, f"{old} is closed and stays as it is")
