"""The information-governance officer ends what is past its rule and gives somebody their copy."""

import zipfile

from playwright.sync_api import Page

from tests.browser import looking
from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import look
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
    with page.expect_download() as download:
        page.get_by_role("button", name="Make copy").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert "What is kept of Ada Penhallow" in archive.read("copy.html").decode()
