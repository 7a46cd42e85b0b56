"""The schools' return in a browser: a head answers on a telephone, a governor signs it off, the unit chases,
moderates many at once, and reads how many returned it."""

import re
from datetime import UTC, datetime
from random import Random

import pytest
from playwright.sync_api import Page, expect

from safeloom.domain.questionnaires.commands import campaigns
from safeloom.domain.questionnaires.commands.held_elsewhere import Brought, bring_responses
from safeloom.domain.questionnaires.definitions import Given
from safeloom.domain.questionnaires.demonstration import Likely, drawn_answers
from safeloom.domain.questionnaires.models import Campaign, Response
from safeloom.domain.questionnaires.queries.campaigns import state_of
from safeloom.domain.questionnaires.queries.facts import facts_of
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.foundation.encryption.box import unseal
from safeloom.foundation.notices.models import Mail
from safeloom.foundation.today import today
from safeloom.systems.school_return.content import USE
from tests.browser.conftest import DESK, PHONE, Opener
from tests.browser.looking import no_sideways_scroll
from tests.browser.steps import follow, give_day, go_to, look, press, row, sees, sign_in
from tests.factories import partnership as structure
from tests.factories import questionnaires as build
from tests.factories.school_return import a_round, a_school


@pytest.fixture
def schools(vale) -> list[Response]:
    """What three schools were asked: Hill has answered all but its first part, Dale has handed in, of Moor
    nobody knows who leads."""
    here = vale.partnership
    leads = [
        structure.somebody(here, f"{name} Invented", work_email=f"{name.lower()}@school.example")
        for name in ("Ash", "Robin")
    ]
    asked = [
        a_school(here, "Hill Primary", "primary", lead=leads[0]),
        a_school(here, "Dale High", "secondary", lead=leads[1]),
        a_school(here, "Moor School", "all-through"),
    ]
    campaign = a_round(here, USE)
    rows = campaigns.ask(by=None, campaign=campaign, agencies=asked)
    campaigns.send_campaign(by=None, campaign=campaign)
    hill, dale, moor = (next(one for one in rows if one.agency == school) for school in asked)
    said = _said(campaign, hill)
    parts = {key: given for key, given in said.items() if not key.startswith("policy-")}
    build.answered(hill, parts, counts=())
    brought = Brought(
        dale, _said(campaign, dale), datetime.now(UTC), signed={"governor": "Sam Underhill"}
    )
    bring_responses(by=None, campaign=campaign, brought=[brought])
    return [hill, dale, moor]


def _said(campaign: Campaign, response: Response) -> dict[str, Given]:
    likely = Likely(1, ("We look at it each term.",), today())
    questionnaire = questionnaire_of(campaign.version)
    return drawn_answers(questionnaire, facts_of([response])[response.pk], Random(1), likely)


def link_of(email: str) -> str:
    """The address in the last mail to somebody."""
    mail = Mail.objects.filter(to=email).order_by("queued").last()
    text = unseal(mail.sealed, mail.bound_to).decode()
    return re.search(r"https?://[^/]+(/answer/\S+)", text)[1]


def test_a_school_returns_it_and_the_unit_chases_moderates_and_sees_the_rate(
    vale, schools: list[Response], new_page: Opener
) -> None:
    hill, dale, moor = schools
    _the_head_answers(new_page(viewport=PHONE, has_touch=True), hill)
    _the_governor_signs(new_page(viewport=PHONE, has_touch=True))
    _the_head_submits(new_page(viewport=PHONE, has_touch=True), hill)
    unit = new_page()
    sign_in(unit, vale.somebody("business-manager"))
    _the_unit_sees_the_rate_and_chases(unit)
    _the_unit_moderates_both_at_once(unit, hill, dale)
    _the_unit_ends_and_closes(unit)
    assert [state_of(one) for one in (hill, dale, moor)] == ["closed", "closed", "draft"]


def _the_head_answers(phone: Page, hill: Response) -> None:
    phone.goto(link_of("ash@school.example"))
    press(phone, "Start")
    look(phone, "Schools’ return")
    phone.get_by_role("link", name="Go on").click()
    look(phone, "Policy")
    phone.get_by_label("In place", exact=True).check()
    give_day(phone, "When did the governing body last approve it?", today())
    phone.get_by_label("Where can parents read it?").fill("On our site.")
    press(phone, "Save and continue")
    phone.goto("/answer/")
    follow(phone, "Who answers")
    look(phone, "Who answers")
    phone.get_by_label("Their name").fill("Sam Underhill")
    phone.get_by_label("Their work e-mail").fill("sam@governors.example")
    phone.get_by_label("What is asked of the governor, trustee or proprietor").check()
    press(phone, "Send a link")
    sees(phone, "A mail is on its way to sam@governors.example")
    phone.goto("/answer/check/")
    look(phone, "Check your answers")
    sees(phone, "Once it is signed off it can be submitted here")


def _the_governor_signs(phone: Page) -> None:
    phone.goto(link_of("sam@governors.example"))
    press(phone, "Start")
    follow(phone, "Governor, trustee or proprietor")
    look(phone, "Sign off")
    phone.get_by_label("Your full name").fill("Sam Underhill")
    press(phone, "Sign off")
    sees(phone, "Signed by Sam Underhill")


def _the_head_submits(phone: Page, hill: Response) -> None:
    phone.goto(link_of("ash@school.example"))
    press(phone, "Start")
    follow(phone, "Check your answers")
    press(phone, "Submit")
    look(phone, "Submitted")
    sees(phone, "Hill Primary", "Sam Underhill", hill.record.reference)


def _both(page: Page, heading: str) -> None:
    """The page at a desk, and that it is no wider than a telephone."""
    look(page, heading)
    page.set_viewport_size(PHONE)
    no_sideways_scroll(page)
    page.set_viewport_size(DESK)


def _the_unit_sees_the_rate_and_chases(unit: Page) -> None:
    go_to(unit, "Assurance")
    follow(unit, "Schools’ return")
    _both(unit, "Schools’ return")
    sees(unit, "2 of 3 returned it: 67%")
    expect(row(unit, "All-through", "0%").first).to_be_visible()
    follow(unit, "Whom to chase")
    _both(unit, "Whom to chase")
    expect(row(unit, "Moor School", "Nobody to ask")).to_be_visible()
    expect(unit.get_by_role("row").filter(has_text="Hill Primary")).to_have_count(0)
    unit.go_back()
    follow(unit, "What schools have in place")
    _both(unit, "What schools have in place")
    unit.go_back()
    follow(unit, "All returns")
    _both(unit, "All returns")
    expect(row(unit, "Hill Primary", "Governor, trustee or proprietor")).to_be_visible()
    unit.go_back()


def _the_unit_moderates_both_at_once(unit: Page, hill: Response, dale: Response) -> None:
    follow(unit, "Progress, reminders and dates")
    _both(unit, "Schools’ return")
    for school in ("Hill Primary", "Dale High"):
        unit.get_by_role("checkbox", name=f"Choose {school}").check()
    expect(unit.get_by_role("checkbox", name="Choose Moor School")).to_have_count(0)
    press(unit, "Moderate the chosen ones")
    _both(unit, "Moderate many at once")
    unit.get_by_label("All of them (2)").check()
    unit.get_by_label("Feedback, the same to all of them").fill("Thank you: a clear return.")
    press(unit, "Say that they are moderated")
    sees(unit, "2 responses are moderated.")
    assert [state_of(one) for one in (hill, dale)] == ["moderated", "moderated"]
    unit.get_by_role("link", name="Results", exact=True).click()
    _both(unit, "Results")
    sees(unit, "2 of 3 asked submitted a response.")
    unit.go_back()


def _the_unit_ends_and_closes(unit: Page) -> None:
    follow(unit, "End the campaign")
    _both(unit, "End the campaign")
    unit.get_by_label("Why").fill("The report is written.")
    unit.get_by_label("Close what is moderated (2)").check()
    press(unit, "End it")
    sees(unit, "The campaign has ended. 2 responses are closed.")
