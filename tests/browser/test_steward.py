"""The information-governance officer ends what is past its rule, gives somebody their copy, and finds in the
audit what was done; anybody takes their own copy."""

import zipfile

from playwright.sync_api import Page, expect

from safeloom.domain.partnership.commands import agencies
from safeloom.foundation.today import today
from tests.browser import looking
from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import download, follow, look, press, row, sees
from tests.browser.vale import Vale
from tests.factories import retention


def test_a_steward_ends_what_is_past_its_rule(page: Page, vale: Vale) -> None:
    gone = retention.left(vale.partnership, "Ada Long Gone")
    held = retention.left(vale.partnership, "Bo Under Hold")
    looking.sign_in(page, vale.somebody("information-governance"))
    page.set_viewport_size(PHONE)
    for address, heading in (("due/", "What is past its rule"), ("", "Retention")):
        page.goto(f"/vale/stewardship/retention/{address}")
        look(page, heading)
    page.set_viewport_size(DESK)
    look(page, "Retention")
    page.get_by_role("link", name="Put a legal hold").click()
    look(page, "Put a legal hold")
    page.get_by_label("Person").select_option(label=held.name)
    page.get_by_label("Reason").fill("An inquiry")
    page.get_by_role("button", name="Put hold").click()
    page.goto("/vale/stewardship/retention/due/")
    assert page.get_by_text("Bo Under Hold, last day").is_visible()
    page.get_by_label("Reason").fill("Yearly review of records")
    page.get_by_role("button", name="End what is past its rule").click()
    look(page, "A run of the rules of retention")
    gone.principal.refresh_from_db()
    held.principal.refresh_from_db()
    assert gone.principal.name.startswith("Former person")
    assert held.principal.name == "Bo Under Hold"


def test_a_steward_gives_somebody_their_copy(page: Page, vale: Vale) -> None:
    asked = retention.left(vale.partnership, "Ada Penhallow", years=1)
    looking.sign_in(page, vale.somebody("information-governance"))
    page.goto("/vale/stewardship/copies/")
    page.get_by_label("Person").select_option(label=asked.name)
    page.get_by_label("Reference of the request").fill("SAR-12")
    with page.expect_download() as waited:
        press(page, "Make copy")
    with zipfile.ZipFile(waited.value.path()) as archive:
        assert "What is kept of Ada Penhallow" in archive.read("copy.html").decode()


def test_a_member_takes_their_own_copy(phone: Page, vale: Vale) -> None:
    member = vale.somebody("group-member")
    looking.sign_in(phone, member)
    phone.goto("/account/")
    phone.get_by_role("main").get_by_role("link", name="A copy of your data").click()
    look(phone, "A copy of your data")
    with phone.expect_download() as waited:
        press(phone, "Make copy")
    with zipfile.ZipFile(waited.value.path()) as archive:
        kept = archive.read("copy.html").decode()
    assert f"What is kept of {member.person.name}" in kept and "Robin Fernhollow" not in kept


def test_a_steward_finds_what_was_done(page: Page, vale: Vale) -> None:
    new = agencies.NewAgency(name="Vale City Council", kind=vale.council.kind)
    manager = vale.somebody("business-manager").person
    agencies.change(by=manager, agency=vale.council, seen=None, to=new)
    looking.sign_in(page, vale.somebody("information-governance"))
    page.goto("/vale/stewardship/")
    follow(page, "Audit")
    look(page, "Audit")
    page.get_by_label("By whom").fill("ash business")
    page.get_by_label("About", exact=True).fill("vale city")
    page.get_by_label("From day").fill(today().isoformat())
    press(page, "Apply")
    look(page, "Audit")
    found = row(page, "Ash Business Manager", "Vale City Council")
    expect(found).to_have_count(1)
    sees(found, "Changed an agency")
    assert b"Vale City Council" in download(page, "CSV file")
    # And that somebody looked is written down
    page.goto("/vale/stewardship/audit/")
    expect(row(page, "Ash Information Governance", "Searched the audit").first).to_be_visible()
