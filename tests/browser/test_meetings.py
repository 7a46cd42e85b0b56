"""A co-ordinator's meeting, from planning it to its approved minutes; two mark attendance at once."""

import io
from datetime import timedelta

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from safeloom.domain.meetings.queries.attendance import seat_rows
from safeloom.foundation.today import today
from tests.browser.conftest import Opener
from tests.browser.steps import (
    download,
    follow,
    give_day,
    go_to,
    look,
    press,
    sees,
    sign_in,
)
from tests.browser.vale import a_vale
from tests.factories import partnership as structure

COUNCIL = "Director of children’s services, Vale Council, Kit Oakley"
POLICE = "Assistant chief constable, Vale Constabulary, vacant"


def _mark(page: Page, seat: str, mark: str) -> None:
    page.get_by_role("radiogroup", name=seat, exact=True).get_by_label(mark, exact=True).check()


def _planned(page: Page, group: str) -> str:
    """A series with a rule and a standing item, and a meeting of it today: its address."""
    go_to(page, "Meetings")
    look(page, "Meetings")
    follow(page, "Series")
    follow(page, "Add a series")
    look(page, "Add a series of meetings")
    page.get_by_label("Title").fill("Board meeting")
    page.get_by_label("Group", exact=True).select_option(label=group)
    page.get_by_label("Attendance target").fill("80")
    page.get_by_label("One of each kind").check()
    press(page, "Add series")
    follow(page, "Add a standing item")
    page.get_by_label("Title").fill("Late actions")
    page.get_by_label("Show below it").select_option(label="Late actions")
    press(page, "Add item")
    follow(page, "Plan a meeting")
    give_day(page, "Day", today())
    page.get_by_label("Begins at").fill("2pm")
    press(page, "Plan meeting")
    look(page, "Board meeting")
    sees(page, "Late actions: none on the day.")
    return page.url


@pytest.mark.usefixtures("live_server")
def test_a_meeting_from_its_plan_to_its_minutes(page: Page, new_page: Opener) -> None:
    vale = a_vale()
    for agency, title in (
        (vale.council, "Director of children’s services"),
        (vale.police, "Assistant chief constable"),
    ):
        seat = structure.a_seat(vale.board, title, agency=agency, statutory=True)
        if agency == vale.council:
            structure.seated(seat, structure.somebody(vale.partnership, "Kit Oakley"))
    sign_in(page, vale.somebody("coordinator"))
    at = _planned(page, vale.board.name)
    follow(page, "Hold meeting")
    press(page, "Hold meeting")

    other = new_page()
    sign_in(other, vale.somebody("business-manager"))
    for one in (page, other):
        one.goto(f"{at}attendance/")
    look(page, "Who was at")
    sees(page, "Missing: Local authority, Health and Police.")
    _mark(other, COUNCIL, "Apologies")
    press(other, "Save attendance")
    _mark(page, COUNCIL, "Attended")
    sees(page, "Missing: Health and Police.")  # before anything is saved
    _mark(page, POLICE, "Deputy")
    page.get_by_label(f"Deputy for {POLICE}").fill("Sam Field")
    press(page, "Save attendance")
    # The other's mark is there, mine is chosen, and the rest is saved.
    look(page, "Who was at")
    sees(page, "Now: Apologies, by Ash Business Manager. Yours is chosen.")
    press(page, "Save attendance")
    sees(page, "Missing: Health.", "2 of 3 seats filled, 1 by a deputy; 1 not marked yet.")

    follow(page, "Take minutes")
    look(page, "Minutes of Board meeting")
    page.get_by_label("Notes").fill("Nothing is late.")
    page.get_by_label("Dealt with", exact=True).check()
    press(page, "Save notes of Late actions")
    page.get_by_text("Record a decision", exact=False).first.click()
    page.get_by_label("What was decided?").fill("The winter plan is adopted.")
    page.get_by_role("group", name="Agreed by").get_by_label("Vale Council").first.check()
    press(page, "Record decision")
    page.get_by_text("Agree an action", exact=False).first.click()
    page.get_by_label("What is to be done?").fill("Write to every school")
    page.get_by_label("Owner").select_option(label="Vale Constabulary")
    give_day(page, "Due", today() + timedelta(days=30))
    press(page, "Agree action")
    look(page, "Minutes of Board meeting")
    sees(page, "The winter plan is adopted.", "Write to every school", "Agreed by Vale Council.")

    page.goto(at)
    follow(page, "Circulate the draft")
    press(page, "Circulate draft")
    follow(page, "Read the draft minutes")
    look(page, "Minutes: Board meeting")
    sees(page, "Nothing is late.", "Deputy: Sam Field")
    follow(page, "Approve minutes")
    press(page, "Approve minutes")
    sees(page, "Minutes approved")
    look(page, "Board meeting")
    frozen = download(page, "PDF of version 1")
    with pikepdf.open(io.BytesIO(frozen)) as read:
        assert read.Root.MarkInfo.Marked
    pack = download(page, "Pack: agenda and papers (PDF)")
    assert pack.startswith(b"%PDF")

    page.goto(f"{at.rsplit('/', 2)[0]}/attendance/")
    look(page, "Attendance")
    sees(page, "100% were taken up", "On target")
    meeting = vale.board.meetings.get()
    assert [row.state for row in seat_rows(meeting)] == ["deputy", "attended", ""]
    expect(page.get_by_role("heading", level=1)).to_have_text("Attendance")
