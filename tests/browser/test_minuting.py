"""Two people minute one meeting at once, on a screen each, and lose nothing."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page

from safeloom.domain.actions.models import Action
from safeloom.domain.meetings.models import AgendaItem, Decision
from safeloom.foundation.today import today
from tests.browser import looking
from tests.browser.conftest import Opener
from tests.browser.steps import give_day, look, press, sees
from tests.factories import foundation, partnership
from tests.factories import meetings as make


def _notes(page: Page, item: AgendaItem):
    return page.locator(f"#item-{item.pk}").get_by_label("Notes")


def _open(page: Page, item: AgendaItem, what: str) -> None:
    page.locator(f"#item-{item.pk}").get_by_text(what).first.click()


def _lines() -> list[list[str]]:
    return [item.notes.splitlines() for item in AgendaItem.objects.order_by("order")]


@pytest.mark.usefixtures("live_server")
def test_two_minute_one_meeting_and_lose_nothing(page: Page, new_page: Opener) -> None:
    # Given a meeting that runs, and two of the unit who write down what is said
    vale = foundation.partnership("vale", "Vale Partnership")
    partnership.an_agency(vale, "Vale Council")
    meeting = make.held(make.a_meeting(partnership.a_group(vale, "Vale Board", "board")))
    first, second = (make.an_item(meeting, title) for title in ("Winter plan", "Late actions"))
    kit, sam = page, new_page()
    for who, role in ((kit, "coordinator"), (sam, "business-manager")):
        looking.sign_in(who, foundation.granted(role, vale))
        who.goto(f"/vale/meetings/{meeting.record.reference}/minute/")

    # When both write of one item, and one of them of another too
    _notes(kit, first).fill("The council will write.")
    press(kit, "Save notes of Winter plan")
    sees(kit, "Saved: Winter plan.")
    _notes(sam, first).fill("The police were asked.")
    _notes(sam, second).fill("None is late.")
    press(sam, "Save notes of Winter plan")
    # Then the second sees what the first wrote, and keeps both; what else was typed is saved already
    look(sam, "Choose which version to keep")
    sees(sam, "The council will write.", "The police were asked.", "Saved: Late actions.")
    press(sam, "Save both")
    sees(sam, "Saved: Winter plan.")
    both = ["The council will write.", "The police were asked."]
    assert _lines() == [both, ["None is late."]]

    # And when one decides while the other agrees an action, from screens that show neither
    _open(kit, first, "Record a decision")
    kit.locator(f"#item-{first.pk}").get_by_label("What was decided?").fill("The plan is adopted.")
    _open(sam, first, "Agree an action")
    agreeing = sam.locator(f"#item-{first.pk}")
    agreeing.get_by_label("What is to be done?").fill("Write to every school")
    agreeing.get_by_label("Owner").select_option(label="Vale Council")
    give_day(agreeing, "Due", today() + timedelta(days=30))
    press(agreeing, "Agree action")
    # And notes of the one who decides were overtaken: the decision waits until they are seen to
    _notes(sam, second).fill("None is late, and none will be.")
    press(sam, "Save notes of Late actions")
    sees(sam, "Saved: Late actions.")
    _notes(kit, second).fill("All are done.")
    press(kit.locator(f"#item-{first.pk}"), "Record decision")
    sees(kit, "These notes are not saved yet.")
    assert not Decision.objects.exists()
    press(kit, "Save notes of Late actions")
    press(kit, "Save both")
    _open(kit, first, "Record a decision")
    kit.locator(f"#item-{first.pk}").get_by_label("What was decided?").fill("The plan is adopted.")
    press(kit.locator(f"#item-{first.pk}"), "Record decision")
    # Then both stand, and every word of both
    sees(kit, "The plan is adopted.", "Write to every school")
    assert _lines() == [both, ["None is late, and none will be.", "All are done."]]
    assert (Decision.objects.count(), Action.objects.count()) == (1, 1)
