"""Circulating a draft, approving it, and correcting what was approved."""

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.meetings.addresses import of_meeting
from safeloom.domain.meetings.commands import checks
from safeloom.domain.meetings.commands.steps import move_on
from safeloom.domain.meetings.models import Meeting, MeetingStep
from safeloom.domain.meetings.queries.invited import guests
from safeloom.domain.meetings.queries.meetings import reason_of, state_of
from safeloom.foundation.identity.models import Person
from safeloom.foundation.notices.commands import queue_mail
from safeloom.foundation.notices.links import site_address
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.today import today
from safeloom.kernel.dates import show_date
from safeloom.reports.document.html import to_html
from safeloom.reports.document.pdf import compile_pdf, typst_source
from safeloom.systems.minutes import reading
from safeloom.systems.minutes.document import content_of, minutes_document
from safeloom.systems.minutes.models import FrozenMinutes

State = Meeting.State


@transaction.atomic
def circulate(*, by: Person | None, meeting: Meeting) -> MeetingStep:
    """Give the draft to the members of the group: it stands on their home, and in their digest until it
    is approved."""
    return move_on(
        by=by, meeting=meeting, since={State.HELD}, to=State.DRAFT, verb="minutes.circulate"
    )


def approve(
    *,
    by: Person | None,
    meeting: Meeting,
    shown: str,
    for_unit: bool = False,
    agreed_at: Meeting | None = None,
    mails: bool = True,
) -> FrozenMinutes:
    """Approve minutes as they were shown (the hash of their content) and freeze them: at a later
    meeting, or by the chair. `for_unit` where the business unit writes down that it was done. Those who
    were invited are mailed where they are, unless what happened long ago is written down (`mails`).

    The PDF is drawn before the transaction, which makes sure that nothing changed since. Raises
    ValidationError: not the chair's, not in draft, changed since it was shown."""
    if not for_unit and by is not None and not reading.chairs(by, meeting, today()):
        raise ValidationError("Minutes are approved by the chair of the group.")
    number = FrozenMinutes.objects.filter(meeting=meeting).count() + 1
    status = f"Approved {show_date(today())}"
    if number > 1:
        status += f", version {number}: {reason_of(meeting)}"
    document = minutes_document(meeting, status)
    if content_of(document) != shown:
        raise ValidationError("They were changed since you opened them. Read them again.")
    pdf = compile_pdf(typst_source(document))
    with transaction.atomic():
        in_turn(meeting.record)
        if state_of(meeting) != State.DRAFT:
            raise ValidationError("They are not in draft: nothing is waiting for approval.")
        if content_of(minutes_document(meeting, status)) != shown:
            raise ValidationError("They were changed since you opened them. Read them again.")
        _later(meeting, agreed_at)
        frozen = FrozenMinutes.objects.create(
            meeting=meeting,
            number=number,
            at=datetime.now(UTC),
            by=by,
            agreed_at=agreed_at,
            reason=reason_of(meeting) if number > 1 else "",
            content=shown,
            html=to_html(document).encode(),
            pdf=pdf,
        )
        move_on(
            by=by, meeting=meeting, since={State.DRAFT}, to=State.APPROVED, verb="minutes.approve"
        )
        if mails:
            _mail_members(frozen)
    return frozen


@transaction.atomic
def correct(*, by: Person | None, meeting: Meeting, reason: str) -> MeetingStep:
    """Open approved minutes for a correction. What was approved stays; approving again makes a new
    version beside it, with the reason."""
    said = checks.words(reason, "reason", "what is corrected, and why", most=300)
    return move_on(
        by=by,
        meeting=meeting,
        since={State.APPROVED},
        to=State.DRAFT,
        verb="minutes.correct",
        reason=said,
    )


def _mail_members(frozen: FrozenMinutes) -> None:
    """Mail those who were invited by a seat or the chair, and who can sign in, where the minutes are: the
    group and the day, and nothing of what is in them."""
    meeting = frozen.meeting
    what = "minutes" if frozen.number == 1 else f"corrected minutes, version {frozen.number},"
    page = site_address(of_meeting(meeting.partnership, meeting))
    for guest in guests([meeting])[meeting.pk]:
        account = getattr(guest.person, "account", None)
        if account is None or not account.is_active or guest.person == frozen.by:
            continue
        queue_mail(
            key=f"minutes {frozen.pk} {account.pk}",
            kind="minutes-approved",
            to=account.email,
            subject=f"Minutes of {meeting.group.name}, {show_date(meeting.day)}",
            text=f"The {what} of the meeting of {meeting.group.name} on {show_date(meeting.day)} are "
            f"approved. You find them on its page:\n{page}\n\nThe link asks you to sign in first.\n",
            partnership=meeting.partnership,
            person=guest.person,
        )


def _later(meeting: Meeting, agreed_at: Meeting | None) -> None:
    if agreed_at and (agreed_at.day <= meeting.day or agreed_at.group_id != meeting.group_id):
        raise ValidationError({"agreed_at": "Choose a later meeting of the group."})
