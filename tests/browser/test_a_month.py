"""A co-ordinator's month: agenda, invitations, the meeting, its minutes, an action that is chased, updated by
link, checked by somebody else, and one that is late on the next agenda."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from email.message import EmailMessage
from itertools import count

import pytest
import time_machine
from icalendar import Calendar
from playwright.sync_api import Page, expect

from safeloom.foundation.notices import worker
from safeloom.foundation.notices.digest import queue_digests
from safeloom.foundation.today import today
from safeloom.kernel.working_days import is_working_day
from tests.browser import looking
from tests.browser.conftest import PHONE, Opener
from tests.browser.steps import follow, give_day, go_to, look, press, sees, sees_not
from tests.browser.vale import Vale
from tests.factories import foundation, mail
from tests.factories import partnership as structure
from tests.foundation.notices.servers import Server


@pytest.fixture
def post(settings) -> Iterator[Server]:
    """A mail server that takes everything."""
    with Server() as server:
        mail.use(settings, server.port)
        yield server


def sent(server: Server, to: str) -> list[EmailMessage]:
    """What has left and reached an address."""
    worker.drain()
    return [message for message in server.took if to in str(message["To"])]


def days_on(days: int) -> time_machine.travel:
    """A morning so many days from today."""
    day = today() + timedelta(days=days)
    return time_machine.travel(datetime.combine(day, time(9), UTC))


def working_day_from(days: int) -> int:
    """In how many days from today, so many or more, the next working day is: digests leave on those."""
    return next(n for n in count(days) if is_working_day(today() + timedelta(days=n)))


def text_of(message: EmailMessage) -> str:
    """The plain words of a mail."""
    body = message.get_body(("plain",))
    assert body is not None
    return body.get_content()


def test_a_month(vale: Vale, new_page: Opener, post: Server) -> None:
    coordinator, manager = vale.somebody("coordinator"), vale.somebody("business-manager")
    lead = vale.somebody("agency-lead", vale.council)
    kit = structure.somebody(vale.partnership, "Kit Oakley", work_email="kit.oakley@vale.example")
    structure.in_post(structure.a_post(vale.police, "Assistant chief constable"), kit)
    structure.seated(structure.a_seat(vale.board, "Police", agency=vale.police), kit)
    chair = structure.somebody(vale.partnership, "Wren Penhallow")
    foundation.grant(chair.principal, "scrutineer", vale.partnership)
    chairs_account = foundation.account(chair)

    # The agenda and the invitations.
    page = new_page()
    looking.sign_in(page, coordinator)
    page.goto("/vale/")
    at = _planned(page, vale)
    follow(page, "Send invitations")
    look(page, "Send invitations")
    press(page, "Send invitations")
    (invitation,) = sent(post, "kit.oakley@vale.example")
    (event,) = Calendar.from_ical(_calendar_of(invitation)).walk("VEVENT")
    assert event["DTSTART"].dt.astimezone(UTC).date() == today() + timedelta(days=7)
    assert "Executive group" in str(event["SUMMARY"]) and "Late actions" not in str(event)

    with days_on(7):
        looking.sign_in(page, coordinator)
        _held(page, at, vale)
    with days_on(working_day_from(36)):
        # Chased by the digest, updated by a link on a telephone.
        queue_digests()
        (*_, chased) = sent(post, lead.email)
        assert "1 overdue" in text_of(chased) and "front door" not in text_of(chased)
        looking.sign_in(page, coordinator)
        page.goto("/vale/actions/AC-0001/")
        follow(page, "Reassign")
        kit = page.locator("#id_person option", has_text="Kit Oakley")
        page.get_by_label("Person").select_option(value=kit.get_attribute("value"))
        press(page, "Reassign action")
        follow(page, "Send a link")
        page.get_by_label("Owner").select_option(label="Kit Oakley")
        press(page, "Send link")
        (*_, asked) = sent(post, "kit.oakley@vale.example")
        assert "schools" not in text_of(asked)
        _updated_by_link(new_page(viewport=PHONE), text_of(asked))
        # Somebody else checks and closes it.
        desk = new_page()
        looking.sign_in(desk, manager)
        desk.goto("/vale/actions/to-check/")
        follow(desk, "AC-0001")
        look(desk)
        sees(desk, "All 41 schools were written to")
        follow(desk, "Check")
        desk.get_by_label("Close it as done").check()
        press(desk, "Save decision")
        sees(desk, "Closed")

        # The other action is late: the next agenda says so, and the chair sees it there.
        page.goto("/vale/meetings/")
        follow(page, "Series")
        follow(page, "Executive meeting")
        follow(page, "Plan a meeting")
        give_day(page, "Day", today() + timedelta(days=14))
        page.get_by_label("Begins at").fill("2pm")
        press(page, "Plan meeting")
        sees(page, "Late actions")
        reader = new_page()
        looking.sign_in(reader, chairs_account)
        reader.goto(page.url)
        look(reader, "Executive meeting")
        sees(reader, "AC-0002")
        sees_not(reader, "AC-0001")


def _planned(page: Page, vale: Vale) -> str:
    """A series that always asks for late actions, and its meeting a week from now: its address."""
    go_to(page, "Meetings")
    follow(page, "Series")
    follow(page, "Add a series")
    page.get_by_label("Title").fill("Executive meeting")
    page.get_by_label("Group", exact=True).select_option(label=vale.board.name)
    press(page, "Add series")
    follow(page, "Add a standing item")
    page.get_by_label("Title").fill("Late actions")
    page.get_by_label("Show below it").select_option(label="Late actions")
    press(page, "Add item")
    follow(page, "Plan a meeting")
    give_day(page, "Day", today() + timedelta(days=7))
    page.get_by_label("Begins at").fill("2pm")
    press(page, "Plan meeting")
    look(page, "Executive meeting")
    return page.url


def _held(page: Page, at: str, vale: Vale) -> None:
    """The meeting, its two actions, and its minutes approved."""
    page.goto(at)
    follow(page, "Hold meeting")
    press(page, "Hold meeting")
    page.goto(f"{at}attendance/")
    for seat in page.get_by_role("radiogroup").all():
        seat.get_by_label("Attended", exact=True).check()
    press(page, "Save attendance")
    follow(page, "Take minutes")
    for words, agency, days in (
        ("Write to every school", vale.police, 28),
        ("Train the front door", vale.council, 21),
    ):
        page.get_by_text("Agree an action", exact=False).first.click()
        page.get_by_label("What is to be done?").first.fill(words)
        page.get_by_label("Owner").first.select_option(label=agency.name)
        give_day(page, "Due", today() + timedelta(days=days))
        press(page, "Agree action")
        sees(page, words)
    page.goto(at)
    follow(page, "Circulate the draft")
    press(page, "Circulate draft")
    follow(page, "Read the draft minutes")
    follow(page, "Approve minutes")
    press(page, "Approve minutes")
    sees(page, "Minutes approved")


def _calendar_of(message: EmailMessage) -> bytes:
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            found = part.get_payload(decode=True)
            assert isinstance(found, bytes)
            return found
    raise AssertionError("no calendar file")


def _updated_by_link(phone: Page, mailed: str) -> None:
    """Without an account: the one action, and how it goes."""
    link = re.search(r"https?://\S+?(/account/action/\S+)", mailed)
    assert link
    phone.goto(link[1])
    look(phone, "An action of yours")
    sees_not(phone, "Write to every school")
    phone.get_by_role("main").get_by_role("button").click()
    look(phone, "How does this action go?")
    sees(phone, "Write to every school")
    phone.get_by_role("radio", name="Done").check()
    phone.get_by_role("textbox", name=re.compile("^Update")).fill("All 41 schools were written to")
    phone.get_by_label("What shows that it is done?").fill("The letter, and 41 receipts")
    press(phone, "Save update")
    sees(phone, "Your update is saved")
    answer = phone.goto("/vale/actions/AC-0002/")
    assert answer is not None
    expect(phone.get_by_label("Password")).to_be_visible()
