"""A case audit from its theme to the report, in three browsers at once: the unit, and the leads of two
agencies, who until the challenge day see their own tool alone."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from safeloom.domain.actions.models import Recommendation
from safeloom.foundation.identity.models import Account
from safeloom.foundation.today import today
from safeloom.systems.case_audit.models import AuditCase, CaseAudit
from tests.browser import looking
from tests.browser.conftest import PHONE, Opener
from tests.browser.steps import follow, give_day, go_to, look, press, row, sees, sees_not
from tests.browser.vale import Vale
from tests.factories import partnership, reports
from tests.factories.case_audit import REFERENCES, a_tool

THEME = "Neglect of young children"
DAY = f"{THEME}: challenge day"
OF_COUNCIL, OF_POLICE = "Nobody asked the grandmother.", "The officer saw the bedroom."


def test_an_audit_of_cases_from_its_theme_to_the_report(new_page: Opener, vale: Vale) -> None:
    for title in ("Tool of the council", "Tool of the police"):
        a_tool(vale.partnership, title)
    for _ in range(30):
        partnership.somebody(vale.partnership)
    unit, account = new_page(), vale.somebody("coordinator")
    council, police = (new_page(viewport=PHONE, has_touch=True) for _ in range(2))
    looking.sign_in(unit, account)
    looking.sign_in(council, vale.somebody("agency-lead", vale.council))
    looking.sign_in(police, vale.somebody("agency-lead", vale.police))
    _plan(unit, account)
    case = _draw(unit)
    _send_tools(unit)
    _answer(council, "Good", OF_COUNCIL)
    _answer(police, "Outstanding", OF_POLICE)
    # Before the day each lead has the own tool, and nothing of the other's or of the case
    _own_alone(council, case, "Vale Council", ("Vale Constabulary", OF_POLICE))
    _own_alone(police, case, "Vale Constabulary", ("Vale Council", OF_COUNCIL))
    _open_the_day(unit)
    _settle(unit, case)
    # From the day on each lead has both, side by side with what was settled, and changes nothing
    for lead in (council, police):
        lead.goto("/vale/")
        follow(lead, DAY)
        look(lead, THEME)
        follow(lead, case.reference)
        _say_why(lead)
        look(lead, f"Case {case.reference}")
        sees(lead, OF_COUNCIL, OF_POLICE, "The grandmother was known to both.")
        sees_not(lead, "Settle grades", "Change settled grades")
    _find_and_finish(unit, case)
    _report(unit, vale)


def _plan(unit: Page, account: Account) -> None:
    unit.goto("/vale/")
    go_to(unit, "Assurance")
    follow(unit, "Case audits")
    look(unit, "Case audits")
    follow(unit, "Begin an audit")
    look(unit, "Begin a case audit")
    unit.get_by_label("Theme").fill(THEME)
    unit.get_by_label("Multi-agency case audit").check()
    unit.get_by_label("Why is it audited?").fill("Repeat plans rose for three quarters.")
    unit.get_by_label("What does good look like?").fill("Each child is seen alone, and heard.")
    give_day(unit, "Cases from", today() - timedelta(days=180))
    give_day(unit, "Cases to", today())
    give_day(unit, "Day on which grades are settled", today())
    # Of many people to choose from, those who are looked for by name
    unit.get_by_label("Find in this list").fill(account.person.name.lower())
    expect(unit.get_by_role("checkbox")).to_have_count(1)
    unit.get_by_role("checkbox", name=re.compile(account.person.name)).check()
    unit.get_by_label("Find in this list").fill("nobody of this name")
    expect(unit.get_by_role("checkbox", name=re.compile(account.person.name))).to_be_checked()
    sees(unit, "1 ticked")
    press(unit, "Begin audit")
    look(unit, THEME)
    sees(unit, "The audit is begun. Draw its cases next.", "Each child is seen alone, and heard.")


def _draw(unit: Page) -> AuditCase:
    follow(unit, "Draw cases")
    # What looks like a name is refused, and the list stays to be mended
    unit.get_by_label("References of all cases to draw from").fill(f"Robin Invented\n{REFERENCES}")
    unit.get_by_label("How many to draw").fill("1")
    press(unit, "Draw")
    look(unit, "Draw cases")
    sees(unit, "There is a problem")
    unit.get_by_label("References of all cases to draw from").fill(REFERENCES)
    press(unit, "Draw")
    case = AuditCase.objects.get()
    sees(unit, "Drawn by the number", case.reference)
    # Anybody of the unit can show that it came by lot
    unit.get_by_text("How this draw can be repeated").click()
    look(unit, THEME)
    follow(unit, "Draw again from the same list")
    unit.get_by_label("References of all cases that were drawn from").fill(REFERENCES)
    press(unit, "Draw again")
    sees(unit, "draws the same cases from it")
    return case


def _send_tools(unit: Page) -> None:
    for tool, whose in (
        ("Tool of the council", "All that have no tool of their own"),
        ("Tool of the police", "Police"),
    ):
        follow(unit, "Choose a tool")
        look(unit, "Choose a tool")
        unit.get_by_label("Tool", exact=True).select_option(label=tool)
        unit.get_by_label("For which agencies?").select_option(label=whose)
        give_day(unit, "To be handed in by", today() + timedelta(days=14))
        press(unit, "Choose tool")
    follow(unit, "Send tools")
    for agency in ("Vale Council", "Vale Constabulary"):
        unit.get_by_role("checkbox", name=agency).check()
    look(unit, "Send tools")
    press(unit, "Send tools")
    sees(unit, "The tools are sent.")


def _answer(lead: Page, grade: str, words: str) -> None:
    lead.goto("/vale/")
    go_to(lead, "Assurance")
    lead.get_by_role("link", name=re.compile(THEME)).click()
    _say_why(lead)
    follow(lead, "Answer it")
    follow(lead, "Begin")
    sees(lead, "Voice")
    lead.get_by_label(grade).check()
    lead.get_by_label("What shows it?").fill(words)
    lead.get_by_role("button", name="Save and continue").click()
    sees(lead, "Outcome")
    lead.get_by_label(grade).check()
    lead.get_by_role("button", name="Save and continue").click()
    press(lead, "Submit")
    sees(lead, "Submitted")


def _own_alone(lead: Page, case: AuditCase, own: str, others: tuple[str, str]) -> None:
    response = case.record.responses_about.get(agency__principal__name=own)
    lead.goto(f"/vale/assurance/responses/{response.record.reference}/")
    _say_why(lead)
    look(lead, own)
    sees(lead, "You know the case as", case.reference, "stand beside yours from the challenge day")
    sees_not(lead, *others, case.record.reference)
    audit = CaseAudit.objects.get().record.reference
    for tail in (
        f"{audit}/",
        f"cases/{case.record.reference}/",
        f"cases/{case.record.reference}/settle/",
    ):
        lead.goto(f"/vale/assurance/case-audits/{tail}")
        sees(lead, "Page not found")
    for address in (
        "",
        "assurance/",
        "assurance/responses/",
        "assurance/case-audits/",
        "search/?q=grandmother",
    ):
        lead.goto(f"/vale/{address}")
        sees_not(lead, *others, case.record.reference, DAY)


def _say_why(page: Page) -> None:
    """Where a sealed record asks why it is opened."""
    why = page.get_by_label("Why are you opening it?")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    if why.count():
        look(page)
        why.fill("I audit it")
        press(page, "Open it")


def _open_the_day(unit: Page) -> None:
    unit.reload()
    follow(unit, "Open the challenge day")
    look(unit, "Open the challenge day?")
    sees(unit, "This cannot be taken back.")
    press(unit, "Open the challenge day")
    sees(unit, "It is open: settle the grades of each case.")


def _settle(unit: Page, case: AuditCase) -> None:
    follow(unit, case.reference)
    _say_why(unit)
    look(unit, f"Case {case.reference}")
    expect(
        row(unit, "How well is the child heard?", "Good", "Outstanding", "Not settled")
    ).to_be_visible()
    follow(unit, "Settle grades")
    sees(unit, "Vale Constabulary: Outstanding. Vale Council: Good.")
    # Nobody was named as present: what was settled stays on the screen
    unit.get_by_label("How well is the child heard?").select_option(label="Inadequate")
    unit.get_by_label("Reasons").first.fill("The grandmother was known to both.")
    unit.get_by_label("As a whole?").select_option(label="Good")
    press(unit, "Save settled grades")
    look(unit, "Settle grades of case")
    sees(unit, "There is a problem")
    expect(unit.get_by_label("Reasons").first).to_have_value("The grandmother was known to both.")
    unit.get_by_label("Who was present?").fill(
        "A team manager of the council, a detective sergeant"
    )
    press(unit, "Save settled grades")
    sees(unit, "The grades are settled.", "Settled")


def _find_and_finish(unit: Page, case: AuditCase) -> None:
    unit.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name=THEME).click()
    follow(unit.locator("#findings"), "Add")
    unit.get_by_label("Finding").check()
    unit.get_by_label("What was found?").fill(f"In {case.reference} nobody asked.")
    press(unit, "Save")
    look(unit, "Add what was found")
    sees(unit, "Name no case")
    unit.get_by_label("What was found?").fill("Fathers are rarely asked.")
    press(unit, "Save")
    follow(unit, "Add a recommendation")
    unit.get_by_label("What is recommended?").fill("Ask fathers in every assessment.")
    give_day(unit, "Made on", today())
    unit.get_by_role("main").get_by_role("button").last.click()
    assert Recommendation.objects.get().source.title == THEME
    unit.goto("/vale/assurance/case-audits/")
    look(unit, "Case audits")
    follow(unit, THEME)
    look(unit, THEME)
    expect(row(unit, "How well is the child heard?", "1 inadequate")).to_be_visible()
    sees(unit, "Ask fathers in every assessment.")
    follow(unit, "Finish the audit")
    look(unit, "Finish this audit?")
    press(unit, "Finish audit")
    sees(unit, "The audit is finished.", "Fathers are rarely asked.")
    assert AuditCase.objects.get().grades.count() == 2


def _report(unit: Page, vale: Vale) -> None:
    year = {"period_start": today() - timedelta(days=300), "period_end": today()}
    section = reports.section(reports.a_report(vale.partnership, **year))
    unit.goto(f"/vale/reports/sections/{section.pk}/blocks/add/")
    follow(unit, "Case audits")
    press(unit, "Add live block")
    unit.goto(f"/vale/reports/{section.report.pk}/read/")
    look(unit)
    sees(unit, "Case audits: cases graded good or better as a whole", "Fathers are rarely asked.")
    sees_not(unit, "K-10")
