"""No kind of page has a barrier that axe finds or is wider than its window, on a desk or a telephone.
Those on a journey of their own are looked at there."""

import pytest
from django.contrib.auth.models import AnonymousUser
from playwright.sync_api import Page

from safeloom.domain.questionnaires.definitions import Given
from safeloom.foundation.audit.commands import write as audit_write
from safeloom.foundation.today import today
from tests.browser import looking
from tests.browser.steps import look
from tests.browser.vale import Vale
from tests.factories import (
    actions,
    area_profile,
    challenge,
    compact,
    files,
    finance,
    indicators,
    meetings,
    questionnaires,
    reports,
)
from tests.factories import partnership as structure
from tests.factories import plans as planning

WIDTHS = {"desk": "page", "phone": "phone"}


@pytest.fixture(params=WIDTHS)
def width(request: pytest.FixtureRequest) -> Page:
    """A desk, then a telephone."""
    return request.getfixturevalue(WIDTHS[request.param])


def _what_meets(vale: Vale) -> dict[str, str]:
    """Actions, and a decision."""
    action = actions.an_action(vale.council, "Write to every school", due=today())
    meeting = meetings.held(meetings.a_meeting(meetings.a_series(vale.board, quorum="each-kind")))
    meetings.an_item(meeting, "Winter plan", source="late-actions")
    decision = meetings.decided(meeting, "The winter plan is adopted.")
    acts = "/vale/actions"
    return {
        f"{acts}/": "Open actions",
        f"{acts}/progress/": "Progress",
        f"{acts}/{action.record.reference}/": "Write to every school",
        f"/vale/meetings/decisions/{decision.record.reference}/": "The winter plan is adopted.",
    }


def _assurance(vale: Vale) -> dict[str, str]:
    """A campaign with what it comes to, a response that is moderated, a draft that is written."""
    here = vale.partnership
    campaign = questionnaires.a_campaign(here, title="Yearly audit")
    for body, key in ((vale.council, "no"), (vale.police, "yes")):
        row = questionnaires.a_response(campaign, body, state="submitted")
        said = {"led": Given(options=(key,)), "checks": Given(options=("dbs", "right"))}
        if key == "no":
            said["why"] = Given(text="Nobody leads on it.")
        questionnaires.answered(row, said)
    draft = questionnaires.a_questionnaire(here, published=False).questionnaire.record.reference
    root = "/vale/assurance"
    at = f"{root}/campaigns/{campaign.record.reference}"
    return {
        f"{at}/": "Yearly audit",
        f"{at}/results/?by=kind": "Results",
        f"{at}/results/standards-by-body/": "by body",
        f"{at}/results/questions/why/themes/": "Code themes",
        f"{root}/responses/{row.record.reference}/moderate/leadership/": "Leadership",
        f"{root}/questionnaires/{draft}/versions/1/": "Short audit",
    }


def _pages(vale: Vale) -> dict[str, str]:
    """An address of each kind of page the unit sees, and words of its heading."""
    returned = indicators.returned(vale.plans, vale.quarter, vale.areas[0], 7)
    report = reports.a_report(vale.partnership)
    section = reports.written(report, text="## A year\n\n- 37 families")
    robin = structure.somebody(vale.partnership, "Jo Nettlefold")
    for year in (2023, 2024):
        day = area_profile.MID_2024.replace(year=year)
        people = area_profile.population(vale.partnership, vale.areas[0], 41_200, day=day)
    area_profile.schools(vale.partnership, vale.areas[0])
    area_profile.deprivation(vale.partnership, vale.areas[0])
    kept = files.kept(vale.board.record)
    files.kept(vale.board.record, replaces=kept)
    version = compact.published(vale.partnership, vale.board).record.reference
    item = compact.an_item(vale.board).record.reference
    account = vale.somebody("scrutineer")
    # What somebody typed in one long word stands in the audit.
    audit_write(
        by=account.person,
        verb="agency.change",
        subject=vale.council.name,
        partnership=vale.partnership,
        before={"website": "https://vale.example/" + 20 * "safeguarding-"},
        after={"website": "https://vale.example/" + 20 * "children-first-"},
        reason="The council’s pages moved",
    )
    risk = planning.a_risk(vale.partnership, "Data come late", residual=(3, 4))
    plan = planning.a_plan(vale.partnership, "Business plan", end=None)
    for rating, due in (("blue", "May 2026"), ("amber", "June 2026"), ("none", "Ongoing")):
        line = planning.a_line(plan, due=due, agency=vale.council, year=2026)
        planning.updated(line, rating)
    disagreement = challenge.raised(vale.health, vale.council).record.reference
    asked = challenge.asked(vale.council, vale.police).record.reference
    here, quarter = "/vale", vale.quarter.key()
    money = f"{here}/plan/money"
    paid = finance.contributed(
        finance.a_year(vale.partnership),
        finance.a_head(vale.partnership, side="income"),
        vale.council,
        "1234.50",
    )
    finance.invoiced(paid, "1234.50")
    spend = finance.spent(finance.a_head(vale.partnership, "Training"), "20.50")
    return {
        f"{here}/": "Home",
        **_what_meets(vale),
        **_assurance(vale),
        "/account/": "Your account",
        "/account/second-step/": "Second step at sign-in",
        "/account/sessions/": "Where you are signed in",
        "/account/confirm/": "Confirm that it is you",
        "/account/copy/": "A copy of your data",
        "/account/calendar/": "Your meetings in your calendar",
        f"{here}/meetings/papers/": "Papers",
        f"{here}/stewardship/retention/": "Retention",
        f"{here}/stewardship/copies/": "A person’s copy of their data",
        f"{here}/partnership/": "Partnership",
        f"{here}/plan/": "Plan",
        f"{here}/plan/risks/": "Risk register",
        f"{here}/plan/heat-map/": "Heat map",
        f"{here}/plan/risks/{risk.record.reference}/": "Data come late",
        f"{here}/plan/add-risk/": "Add a risk",
        f"{here}/plan/plans/{plan.record.reference}/": "Business plan",
        f"{here}/plan/plans/{plan.record.reference}/close-year/": "Close a year",
        f"{here}/plan/lines/{line.pk}/": "Task",
        f"{here}/partnership/areas/": "Areas",
        f"{here}/partnership/profile/": "Area profile",
        f"{here}/partnership/profile/{vale.areas[0].record.reference}/": "Area profile of Ashby",
        f"{here}/partnership/profile/population/{people.pk}/": "Population aged 0 to 17, Ashby",
        f"{here}/partnership/profile/population/{people.pk}/correct/": "Correct",
        f"{here}/partnership/profile/whole/schools/add/": "Add schools",
        f"{here}/partnership/profile/populations/add/": "Add populations",
        f"{here}/partnership/areas/{vale.areas[0].record.reference}/": "Ashby",
        f"{here}/partnership/agencies/?q=nothing": "Agencies",
        f"{here}/partnership/agencies/?kind=no": "Agencies",
        f"{here}/partnership/agencies/{vale.council.record.reference}/": "Vale Council",
        f"{here}/partnership/agencies/add/": "Add an agency",
        f"{here}/partnership/agencies/{vale.council.record.reference}/close/": "Close",
        f"{here}/partnership/people/": "People",
        f"{here}/partnership/people/{robin.pk}/": "Jo Nettlefold",
        f"{here}/partnership/people/{robin.pk}/private/": "Private contact of Jo Nettlefold",
        f"{here}/partnership/people/{robin.pk}/private/change/": "Private contact of Jo Nettlefold",
        f"{here}/partnership/people/find/": "Find by private telephone or address",
        f"{here}/partnership/groups/{vale.board.record.reference}/": "Executive group",
        f"{here}/files/add/{vale.board.record_id}/": "Add a file",
        f"{here}/partnership/compact/{version}/signatures/": "Signatures",
        f"{here}/partnership/compact/{version}/change/": "Change",
        f"{here}/partnership/induction/{item}/": "How we work",
        f"{here}/partnership/induction/progress/": "Who has read",
        f"{here}/stewardship/files/": "Files",
        f"{here}/performance/": "Scorecard",
        f"{here}/performance/areas/": "Area comparison",
        f"{here}/performance/measures/": "Measures",
        f"{here}/performance/measures/{vale.timely.key}/": "Timely reviews",
        f"{here}/performance/add-measure/": "Add a measure",
        f"{here}/performance/choose-measures/": "Choose measures",
        f"{here}/performance/returns/": "Returns due",
        f"{here}/performance/returns/{returned.pk}/": "New plans",
        f"{here}/performance/returns/{returned.pk}/restate/": "",
        f"{here}/performance/returns/enter/{vale.council.pk}/{quarter}/": "Returns of Vale Council",
        f"{here}/bring-in/": "Bring in a file",
        f"{here}/bring-in/returns/": "Bring in returns",
        f"{money}/years/{paid.year.record.reference}/budget/": "Set the budget",
        f"{money}/spending/{spend.record.reference}/": spend.record.title,
        f"{money}/heads/choose/": "Choose heads",
        f"{money}/limits/set/": "Set a limit",
        f"{here}/reports/": "Reports",
        f"{here}/reports/figure-check/": "Check figures",
        f"{here}/reports/{report.pk}/": "Yearly report",
        f"{here}/reports/{report.pk}/read/": "",
        f"{here}/reports/{report.pk}/downloads/": "Download",
        f"{here}/reports/sections/{section.pk}/": "Foreword",
        f"{here}/reports/sections/{section.pk}/figures/": "Figures",
        f"{here}/reports/sections/{section.pk}/numbers/": "Numbers typed by hand",
        f"{here}/challenge/{disagreement}/settle/": "Settle",
        f"{here}/challenge/themes/?small=hidden": "Themes of disagreements",
        f"{here}/challenge/stages/": "Stages of escalation",
        f"{here}/challenge/stages/change/": "Change the stages",
        f"{here}/challenge/partners/{asked}/": "Waiting times",
        f"{here}/stewardship/clocks/": "Clocks",
        f"{here}/stewardship/clocks/set/?rule=partner-challenge-answer": "Set the clock",
        f"{here}/stewardship/": "Stewardship",
        f"{here}/stewardship/accounts/": "Accounts",
        f"{here}/stewardship/accounts/make/": "Make an account",
        f"{here}/stewardship/roles/": "Roles",
        f"{here}/stewardship/roles/give/": "Give a role",
        f"{here}/stewardship/accounts/{account.pk}/": account.person.name,
        f"{here}/stewardship/second-step/": "Second step at sign-in",
        f"{here}/stewardship/audit/": "Audit",
        f"{here}/stewardship/leaving/": "Leave",
        f"{here}/stewardship/audit/?about=council&from=2026-01-01": "Audit",
        f"{here}/stewardship/review/": "Access review",
        f"{here}/stewardship/review/made/": "Reviews made",
        f"{here}/stewardship/mail/?state=failed": "Mail",
        f"{here}/no-such-page/": "",
    }


@pytest.mark.parametrize("half", [0, 1])  # so that two can look at once
def test_the_pages_of_the_unit(page: Page, vale: Vale, half: int) -> None:
    """Axe looks at each at a desk; then the window is made as narrow as a telephone (whose journeys have axe
    look at them there)."""
    looking.sign_in(page, vale.somebody("business-manager"))
    desk, phone = page.viewport_size, {"width": 320, "height": 640}
    for address, heading in list(_pages(vale).items())[half::2]:
        page.set_viewport_size(desk)
        page.goto(address)
        look(page, heading)
        page.set_viewport_size(phone)
        looking.no_sideways_scroll(page)


def test_the_pages_at_the_door(width: Page, vale: Vale) -> None:
    for address in ("/sign-in/", "/account/reset/", "/account/reset/no-secret/"):
        width.goto(address)
        look(width)


def test_a_server_that_failed_says_so(width: Page, rf) -> None:
    from safeloom.web import errors

    request = rf.get("/")
    request.user = AnonymousUser()
    for answer in (errors.server_error(request), errors.too_many(request)):
        width.set_content(answer.content.decode())
        look(width)
