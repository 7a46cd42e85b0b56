"""From an inspection's finding to an agency that shows it is embedded; a report received and what it assures
of; guidance compared and a consultation answered. The unit, an agency's lead, a partner, the scrutineer."""

from datetime import date, timedelta

from playwright.sync_api import Locator, Page

from safeloom.foundation.today import today
from tests.browser import looking
from tests.browser.steps import follow, go_to, look, press, row, sees, sees_not
from tests.browser.vale import Vale
from tests.factories import national, recommendations, reports_received


def day(page: Page | Locator, label: str, of: date) -> None:
    """Fill in a date."""
    group = page.get_by_role("group", name=label)
    for part, value in (("Day", of.day), ("Month", of.month), ("Year", of.year)):
        group.get_by_label(part, exact=True).fill(str(value))


def test_the_unit_turns_a_finding_into_a_recommendation(page: Page, vale: Vale) -> None:
    looking.sign_in(page, vale.somebody("business-manager"))
    page.goto("/vale/")
    go_to(page, "Plan")
    follow(page, "Inspections")
    look(page, "Inspections and reviews in")
    follow(page, "Add an inspection")
    look(page, "Add an inspection")
    page.get_by_label("Title").fill("Joint inspection")
    page.get_by_label("Kind").select_option("Joint targeted area inspection")
    day(page, "First day", today() - timedelta(days=30))
    page.get_by_label("These days are known").check()
    press(page, "Add inspection")
    look(page, "Joint inspection")
    sees(page, "Report awaited")
    follow(page, "Add a recommendation")
    look(page, "Add a recommendation")
    page.get_by_label("What is recommended?").fill("Ask fathers as well")
    page.get_by_label("Owner").select_option("Vale Council")
    page.get_by_role("group", name="Agencies it is made to").get_by_label("Vale Council").check()
    page.get_by_label("Neglect").check()
    press(page, "Add recommendation")
    look(page, "Ask fathers as well")
    sees(page, "Awaiting a decision", "Joint inspection")
    follow(page, "Decide")
    look(page, "Decide about RC-0001")
    page.get_by_label("Accepted", exact=True).check()
    press(page, "Save decision")
    sees(page, "Accepted")
    page.get_by_role("link", name="Ask for assurance").first.click()
    look(page, "Ask for assurance of RC-0001")
    day(page, "Answer by", today() + timedelta(days=20))
    press(page, "Ask agencies")
    sees(page, "Embedded by 0 of 1 agency")
    page.goto("/vale/plan/recommendations/by/")
    look(page, "Recommendations by theme and audience")
    follow(page, "Neglect")
    look(page, "Recommendations")
    sees(page, "Ask fathers as well")


def test_a_lead_shows_that_it_is_embedded_and_the_unit_accepts(
    phone: Page, page: Page, vale: Vale
) -> None:
    about = recommendations.accepted(vale.partnership, "Ask fathers", audience=[vale.council])
    recommendations.asked(about, vale.council)
    recommendations.asked(about, vale.police)
    looking.sign_in(phone, vale.somebody("agency-lead", vale.council))
    phone.goto("/vale/")
    follow(phone, "Vale Council: show that RC-0001 is embedded")
    look(phone, "RC-0001 embedded in Vale Council")
    follow(phone, "Answer")
    look(phone, "Is RC-0001 embedded in Vale Council?")
    press(phone, "Send answer")
    look(phone)
    phone.get_by_label("Embedded", exact=True).check()
    phone.get_by_label("What shows it?").fill("An audit of 20 cases.")
    press(phone, "Send answer")
    sees(phone, "Answered, to be looked at", "An audit of 20 cases.")
    phone.goto("/vale/plan/recommendations/assurance/")
    look(phone, "Assurance asked for")
    sees_not(phone.locator("tbody"), "Vale Constabulary")
    looking.sign_in(page, vale.somebody("coordinator"))
    page.goto("/vale/")
    follow(page, "1 answer on assurance to look at")
    follow(page, "Vale Council")
    follow(page, "Accept or send back")
    look(page, "Vale Council on RC-0001")
    page.get_by_label("Accept it").check()
    press(page, "Save decision")
    sees(page, "Embedded")
    page.goto("/vale/plan/recommendations/RC-0001/")
    look(page, "Ask fathers")
    sees(page, "Embedded by 1 of 2 agencies")


def test_the_scrutineer_says_how_far_a_report_assures(page: Page, vale: Vale) -> None:
    report = reports_received.expected(
        vale.partnership, vale.council, title="Private fostering", group=vale.board
    )
    reports_received.came(report)
    reports_received.expected(
        vale.partnership, vale.police, title="Custody", first_due=today() - timedelta(days=3)
    )
    looking.sign_in(page, vale.somebody("scrutineer"))
    page.goto("/vale/plan/reports-received/")
    look(page, "Reports the partnership expects")
    sees(row(page, "Custody"), "Overdue")
    follow(page, "All that came")
    look(page, "Reports that came")
    follow(page, "Private fostering")
    look(page, "Private fostering, due")
    follow(page, "Say what it assures of")
    look(page, "How far does")
    page.get_by_label("Partial assurance").check()
    page.get_by_label("In words").fill("It counts visits, and does not say what children think.")
    press(page, "Save assurance")
    look(page, "Private fostering, due")
    sees(page, "Partial assurance", "does not say what children think")


def test_guidance_is_compared_and_an_answer_approved_by_somebody_else(
    page: Page, phone: Page, vale: Vale
) -> None:
    soon = today() + timedelta(days=9)
    national.an_item(vale.partnership, "Consultation on numbers", closes=soon, owner=vale.council)
    looking.sign_in(phone, vale.somebody("agency-lead", vale.council))
    phone.goto("/vale/")
    follow(phone, "Consultation on numbers")
    look(phone, "Consultation on numbers")
    phone.get_by_role("link", name="Add a row").first.click()
    look(phone, "Add a row to the comparison")
    phone.get_by_label("What it says").fill("One number for each child")
    phone.get_by_label("Where we stand").fill("Health has one")
    phone.get_by_label("Partly met").check()
    phone.get_by_label("What is missing").fill("Schools have none")
    press(phone, "Add row")
    sees(phone, "1 row compared, 1 gap.")
    look(phone)
    follow(phone, "Finish the comparison")
    press(phone, "Finish comparison")
    looking.sign_in(page, vale.somebody("coordinator"))
    page.goto("/vale/plan/national/")
    look(page, "National reviews, guidance and consultations")
    follow(page, "Consultation on numbers")
    follow(page, "Write the answer")
    page.get_by_label("Answer").fill("We favour the health service’s number.")
    press(page, "Save answer")
    sees(page, "It waits for approval by somebody other than its writer.")
    looking.sign_in(phone, vale.somebody("statutory-partner", vale.health))
    phone.goto("/vale/")
    follow(phone, "Consultation on numbers")
    follow(phone, "Approve or send back")
    look(phone, "The answer to Consultation on numbers")
    phone.get_by_label("Approve it").check()
    press(phone, "Save decision")
    sees(phone, "Answer to be sent")
