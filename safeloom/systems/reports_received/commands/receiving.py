"""Noting that a report came, where it was presented, and what it assures of."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from safeloom.domain.meetings.models import Meeting
from safeloom.domain.partnership.models import Group
from safeloom.foundation.files.commands import keep_file
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn, next_revision, open_record
from safeloom.foundation.today import today
from safeloom.kernel.dates import show_date
from safeloom.systems.reports_received.commands.expecting import check_due, write
from safeloom.systems.reports_received.content import levels
from safeloom.systems.reports_received.models import (
    AssuranceGiven,
    ExpectedReport,
    ReceivedReport,
)


@transaction.atomic
def receive(
    *,
    by: Person | None,
    report: ExpectedReport,
    due: date,
    received: date,
    covers: str = "",
    file: File | None = None,
) -> ReceivedReport:
    """Note that the report due on a day came, with its file. Raises ValidationError at `due`, `received` or
    `file`."""
    in_turn(report.record)
    check_due(report, due)
    if received > today():
        raise ValidationError({"received": "Enter today or an earlier day."})
    record = open_record(
        partnership=report.partnership,
        kind="received-report",
        prefix="RR",
        title=f"{report.record.title[:160]}, due {show_date(due)}",
    )
    row = ReceivedReport.objects.create(
        record=record,
        partnership=report.partnership,
        report=report,
        due=due,
        received=received,
        covers=covers.strip(),
        group=report.group,
    )
    if file is not None:
        keep_file(by=by, record=record, upload=file)
    _told(by, "received_report.receive", row, received)
    return row


@transaction.atomic
def present(
    *,
    by: Person | None,
    received: ReceivedReport,
    seen: int | None = None,
    presented: date | None = None,
    group: Group | None = None,
    meeting: Meeting | None = None,
) -> ReceivedReport:
    """Say at which meeting it was presented or is to be; or, where that is not recorded, before which group
    and on which day. Raises ValidationError at the field, `Stale`."""
    next_revision(received.record, seen)
    if meeting is not None:
        if meeting.partnership_id != received.partnership_id:
            raise ValidationError({"meeting": "Select a meeting of this partnership."})
        presented, group = meeting.day, meeting.group
    if group is None:
        raise ValidationError({"meeting": "Select the meeting, or a group and a day."})
    if presented is None:
        raise ValidationError({"presented": "Enter the day."})
    if group.record.partnership_id != received.partnership_id:
        raise ValidationError({"group": "Select a group of this partnership."})
    if presented < received.received:
        words = f"It came on {show_date(received.received)}: enter that day or a later one."
        raise ValidationError({"meeting" if meeting else "presented": words})
    received.presented, received.group, received.meeting = presented, group, meeting
    received.save(update_fields=["presented", "group", "meeting"])
    _told(by, "received_report.present", received, presented)
    return received


@transaction.atomic
def assure(
    *, by: Person | None, received: ReceivedReport, level: str, words: str
) -> AssuranceGiven:
    """Say how far a report assures the partnership. Raises ValidationError at `level` or `words`."""
    in_turn(received.record)
    if level not in levels():
        raise ValidationError({"level": "Select how far it assures."})
    if not words.strip():
        raise ValidationError({"words": "Say of what it assures, and of what not."})
    row = AssuranceGiven.objects.create(received=received, level=level, words=words.strip(), by=by)
    _told(by, "received_report.assure", received, today(), level=level)
    return row


def _told(by: Person | None, verb: str, row: ReceivedReport, day: date, **more: str) -> None:
    write(by=by, verb=verb, report=row.report, due=row.due, day=day, **more)
