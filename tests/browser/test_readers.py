"""Those who read: executives, the scrutineer, the information-governance officer, members of groups."""

from playwright.sync_api import Page, expect

from tests.browser.looking import no_sideways_scroll
from tests.browser.steps import follow, go_to, look, row, sees, sees_not, sign_in
from tests.browser.vale import Vale


def test_an_executive_reads_how_the_partnership_stands(window: Page, vale: Vale) -> None:
    sign_in(window, vale.somebody("statutory-partner", vale.council))
    look(window, "Home")
    go_to(window, "Performance")
    look(window, "Scorecard")
    quarter = vale.quarter.previous()
    window.get_by_label("Quarter").select_option(label=quarter.label())
    window.get_by_role("button", name="Show").click()
    line = row(window, "Timely reviews", "At least 90")
    expect(line).to_contain_text("At risk")
    window.set_viewport_size({"width": 1024, "height": 768})
    no_sideways_scroll(window)
    follow(window, "Timely reviews")
    look(window, "Timely reviews")
    sees(window, "Who supplies it", quarter.label())
    expect(window.get_by_role("link", name="Change the measure")).to_have_count(0)


def test_the_scrutineer_reads_and_changes_nothing(window: Page, vale: Vale) -> None:
    sign_in(window, vale.somebody("scrutineer"))
    look(window, "Home")
    go_to(window, "Partnership")
    look(window, "Partnership")
    sees(window, "Executive group", "Quality group")
    follow(window, "Agencies")
    look(window, "Agencies")
    follow(window, "Vale Council")
    look(window, "Vale Council")
    for verb in ("Add", "Change", "Close"):
        expect(window.get_by_role("link", name=verb)).to_have_count(0)
    go_to(window, "Report")
    look(window, "Reports")
    expect(window.get_by_role("link", name="Open a report")).to_have_count(0)


def test_a_member_of_a_group_sees_that_group(window: Page, vale: Vale) -> None:
    sign_in(window, vale.somebody("group-member"))
    look(window, "Home")
    go_to(window, "Partnership")
    look(window)
    follow(window, "Executive group")
    look(window, "Executive group")
    sees(window, "Robin Fernhollow")
    for address in (
        f"/vale/partnership/groups/{vale.other_group.record.reference}/",
        "/vale/performance/",
        "/vale/partnership/people/",
        "/vale/stewardship/",
    ):
        answer = window.goto(address)
        assert answer is not None and answer.status == 404, address


def test_information_governance_reads_the_audit(window: Page, vale: Vale) -> None:
    sign_in(window, vale.somebody("information-governance"))
    look(window, "Home")
    go_to(window, "Stewardship")
    look(window, "Stewardship")
    follow(window, "Audit")
    look(window, "Audit")
    sees(window, "Vale Council")
    sees_not(window, "Make an account")
    answer = window.goto("/vale/stewardship/accounts/make/")
    assert answer is not None and answer.status == 404
