"""Minutes: drafted, approved as they were shown, frozen, corrected beside what was."""

import io
from datetime import UTC, date, datetime, timedelta

import pikepdf
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from safeloom.domain.meetings.commands import minuting
from safeloom.domain.meetings.queries.meetings import state_of
from safeloom.foundation.notices.models import Mail
from safeloom.foundation.today import today
from safeloom.kernel.dates import show_date
from safeloom.reports.document.pdf import compile_pdf, typst_source
from safeloom.systems.minutes import reading
from safeloom.systems.minutes.commands import minutes
from safeloom.systems.minutes.document import content_of, minutes_document, pack_document
from safeloom.systems.minutes.home import digest
from safeloom.systems.minutes.models import FrozenMinutes
from tests.factories import foundation
from tests.factories import meetings as make
from tests.factories import partnership as made
from tests.factories.mail import told


@pytest.fixture
def held(db):
    """A meeting that was held, with notes, a decision and an action; Ada chairs its group."""
    here = foundation.partnership("vale", "Vale Partnership")
    board = made.a_group(here, "Vale Board", "board")
    council = made.an_agency(here, "Vale Council")
    seat = made.a_seat(board, "Council’s lead", agency=council)
    ada = made.somebody(here, "Ada Penhallow")
    made.seated(seat, made.somebody(here, "Bram Oakley"))
    made.chairing(board, ada)
    meeting = make.held(make.a_meeting(make.a_series(board)))
    make.marked(meeting, seat, "attended")
    item = make.an_item(meeting, "Winter plan")
    minuting.note(by=None, item=item, seen=None, notes="A *long* talk.", outcome="done")
    new = minuting.NewDecision(wording="The plan is adopted.", reasons="Ready.", agreed=[council])
    minuting.decide(by=None, meeting=meeting, item=item, new=new)
    due = today() + timedelta(days=30)
    minuting.agree_action(by=None, item=item, wording="Write", owner=council, due=due)
    meeting.ada, meeting.item = ada, item
    return meeting


def shown(meeting) -> str:
    return content_of(minutes_document(meeting, "Draft"))


@pytest.fixture
def draft(held):
    minutes.circulate(by=None, meeting=held)
    return held


def approved(meeting, **said) -> FrozenMinutes:
    return minutes.approve(by=None, meeting=meeting, shown=shown(meeting), **said)


def test_a_draft_holds_what_was_captured_and_its_pdf_is_tagged(held):
    pdf = compile_pdf(typst_source(minutes_document(held, "Draft, not approved")))
    with pikepdf.open(io.BytesIO(pdf)) as read:
        assert read.Root.MarkInfo.Marked
    frozen = approved_html(held)
    for words in ("Winter plan", "long", "DC-0001", "Agreed by Vale Council", "AC-0001", "Bram"):
        assert words in frozen


def approved_html(meeting) -> str:
    minutes.circulate(by=None, meeting=meeting)
    return bytes(approved(meeting).html).decode()


def test_only_the_chair_or_the_unit_approves_and_only_what_was_shown(draft):
    stranger = made.somebody(draft.partnership)
    with pytest.raises(ValidationError, match="by the chair"):
        minutes.approve(by=stranger, meeting=draft, shown=shown(draft))
    before = shown(draft)
    minuting.note(by=None, item=draft.item, seen=None, notes="Otherwise.", outcome="done")
    with pytest.raises(ValidationError, match="changed since"):
        minutes.approve(by=draft.ada, meeting=draft, shown=before)
    assert not FrozenMinutes.objects.exists()
    assert minutes.approve(by=draft.ada, meeting=draft, shown=shown(draft)).by == draft.ada
    assert state_of(draft) == "approved"


def test_what_is_approved_can_be_altered_by_nobody(draft):
    frozen = approved(draft)
    for change in (lambda: frozen.delete(), lambda: FrozenMinutes.objects.update(reason="Mine")):
        with pytest.raises(DatabaseError, match="cannot be altered"), transaction.atomic():
            change()
    with pytest.raises(ValidationError, match="stays as it is"):
        minuting.note(by=None, item=draft.item, seen=None, notes="Later", outcome="done")
    with pytest.raises(ValidationError, match="not in draft"):
        approved(draft)


def test_a_correction_is_a_version_beside_what_was_approved(draft):
    first = bytes(approved(draft).html)
    minutes.correct(by=None, meeting=draft, reason="The day of the audit was wrong.")
    minuting.note(by=None, item=draft.item, seen=None, notes="It was in May.", outcome="done")
    second = approved(draft)
    assert (second.number, second.reason) == (2, "The day of the audit was wrong.")
    assert "It was in May." in bytes(second.html).decode()
    assert bytes(reading.frozen(draft, 1).html) == first


def test_they_are_agreed_at_a_later_meeting_of_the_group(draft):
    later = make.a_meeting(draft.series, today() + timedelta(days=7))
    other = make.a_meeting(made.a_group(draft.partnership), today() + timedelta(days=7))
    with pytest.raises(ValidationError, match="later meeting of the group"):
        approved(draft, agreed_at=other)
    assert approved(draft, agreed_at=later).agreed_at == later


def test_the_pack_is_agenda_and_open_papers_tagged(held):
    from safeloom.domain.meetings.models import Paper

    document = pack_document(held)
    with pikepdf.open(io.BytesIO(compile_pdf(typst_source(document)))) as read:
        assert read.Root.MarkInfo.Marked and read.Root.Lang == "en-GB"
    assert "Winter plan" in repr(document.parts)
    assert not Paper.objects.exists()


def test_the_chair_is_told_until_it_is_approved(draft):
    assert [line.words for line in digest(draft.ada, today())] == [
        f"Approve the minutes of {draft.title}"
    ]
    approved(draft)
    assert digest(draft.ada, today()) == []


def test_those_invited_are_mailed_and_told_once_that_they_are_approved(draft):
    bram = draft.group.seats.get().holdings.get().person
    account = foundation.account(bram)
    gone = foundation.account(made.somebody(draft.partnership))
    made.seated(made.a_seat(draft.group, "Left"), gone.person)
    gone.is_active = False
    gone.save()
    with time_machine.travel(datetime(2027, 1, 1, 9, tzinfo=UTC), tick=False):
        approved(draft, for_unit=True)
    # Ada chairs and has no account, who left has none that works: they are mailed nothing.
    mail = Mail.objects.get()
    assert (mail.to, mail.person, mail.partnership) == (account.email, bram, draft.partnership)
    assert mail.subject == f"Minutes of Vale Board, {show_date(draft.day)}"
    assert f"/vale/meetings/{draft.record.reference}/" in told()
    for content in ("Winter", "talk", "adopted", "Write", "Council"):
        assert content not in told() + mail.subject
    words = [f"The minutes of {draft.title} are approved"]
    # New Year's Day is no working day, and a Friday: the digest of the Monday tells it, and no other.
    for day, lines in ((1, []), (4, words), (5, [])):
        assert [line.words for line in digest(bram, date(2027, 1, day))] == lines
        assert [line.words for line in digest(draft.ada, date(2027, 1, day))] == lines
    with time_machine.travel(datetime(2027, 1, 8, 9, tzinfo=UTC), tick=False):
        minutes.correct(by=None, meeting=draft, reason="The day was wrong.")
        approved(draft, for_unit=True)
    assert "corrected minutes, version 2, of" in told()


def test_from_the_page_to_a_frozen_file(draft, client):
    account = foundation.account(draft.ada)
    foundation.grant(
        draft.ada.principal, "group-member", draft.partnership, over=draft.group.principal
    )
    client.force_login(account)
    root = f"/vale/meetings/{draft.record.reference}/"
    page = client.get(root).content.decode()
    assert "Approve the minutes" in page and "Read the draft minutes" in page
    assert "The plan is adopted." in client.get(f"{root}minutes/").content.decode()
    form = client.get(f"{root}minutes/approve/")
    hidden = form.context["form"]["shown"].value()
    late = client.post(f"{root}minutes/approve/", {"shown": "0" * 64})
    assert late.status_code == 422 and "changed since" in late.content.decode()
    done = client.post(f"{root}minutes/approve/", {"shown": hidden}, follow=True)
    assert "Minutes approved" in done.content.decode()
    file = client.get(f"{root}minutes/1/pdf/")
    assert file.content == bytes(FrozenMinutes.objects.get().pdf)
    assert client.get(f"{root}minutes/2/pdf/").status_code == 404
