"""Saying which reports are expected."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.models import Agency, Group
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, next_revision, open_record
from safeloom.foundation.today import today
from safeloom.systems.reports_received.content import kinds
from safeloom.systems.reports_received.cycle import Every, due_days
from safeloom.systems.reports_received.models import ExpectedFrom, ExpectedReport, NotNeeded
from safeloom.systems.reports_received.queries.due import settled_of


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """What is said of a report that is expected."""

    title: str
    kind: str
    every: str
    first_due: date
    agency: Agency | None = None
    from_words: str = ""
    group: Group | None = None
    ended: date | None = None
    asks: str = ""


@transaction.atomic
def expect(*, by: Person | None, partnership: Partnership, said: Expectation) -> ExpectedReport:
    """Expect a report from now on. Raises ValidationError at the field."""
    _check(partnership, said)
    record = open_record(
        partnership=partnership, kind="expected-report", prefix="ER", title=said.title.strip()
    )
    report = ExpectedReport.objects.create(record=record, partnership=partnership, **_columns(said))
    if said.agency is not None:
        ExpectedFrom.objects.create(report=report, agency=said.agency, start=today())
    write(by=by, verb="expected_report.add", report=report, kind=said.kind, due=said.first_due)
    return report


@transaction.atomic
def change_expected(
    *, by: Person | None, report: ExpectedReport, seen: int | None, said: Expectation
) -> ExpectedReport:
    """Change what is expected. Another agency is asked from today on. Once one came, its days stay as they
    are. Raises ValidationError at the field, `Stale`."""
    _check(report.partnership, said)
    record = report.record
    next_revision(record, seen)
    moved = (said.every, said.first_due) != (report.every, report.first_due)
    if moved and settled_of(report):
        words = "One has come already. End this one, and expect another from its day on."
        raise ValidationError({"first_due": words})
    if record.title != said.title.strip():
        record.title = said.title.strip()
        record.save(update_fields=["title"])
    for name, value in _columns(said).items():
        setattr(report, name, value)
    report.save()
    _ask(report, said.agency)
    write(by=by, verb="expected_report.change", report=report, ended=said.ended)
    return report


@transaction.atomic
def not_needed(*, by: Person | None, report: ExpectedReport, due: date, reason: str) -> NotNeeded:
    """Say why the report due on a day was not needed. Raises ValidationError at `due` or `reason`."""
    in_turn(report.record)
    check_due(report, due)
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is not needed."})
    row = NotNeeded.objects.create(report=report, due=due, reason=reason.strip(), by=by)
    write(by=by, verb="expected_report.not_needed", report=report, due=due)
    return row


def check_due(report: ExpectedReport, due: date) -> None:
    """Refuse a day on which none is due, or for which one came or was not needed."""
    if due not in due_days(report.first_due, Every(report.every), due):
        raise ValidationError({"due": "None is due on this day."})
    if due in settled_of(report):
        raise ValidationError({"due": "The one due on this day is settled already."})


def write(*, by: Person | None, verb: str, report: ExpectedReport, **after: Any) -> None:
    """The audit row of a verb."""
    audit.write(by=by, verb=verb, record=report.record, after=after)


def _ask(report: ExpectedReport, agency: Agency | None) -> None:
    day = today()
    for row in ExpectedFrom.objects.as_at(day).filter(report=report):
        if agency is not None and row.agency_id == agency.pk:
            return
        if row.start is not None and row.start >= day:
            row.delete()
        else:
            row.end = day - timedelta(days=1)
            row.save(update_fields=["end"])
    if agency is not None:
        ExpectedFrom.objects.create(report=report, agency=agency, start=day)


def _columns(said: Expectation) -> dict[str, Any]:
    return {
        "kind": said.kind,
        "every": said.every,
        "first_due": said.first_due,
        "from_words": said.from_words.strip(),
        "group": said.group,
        "ended": said.ended,
        "asks": said.asks.strip(),
    }


def _check(partnership: Partnership, said: Expectation) -> None:
    if not said.title.strip():
        raise ValidationError({"title": "Enter what it is called."})
    if said.kind not in kinds():
        raise ValidationError({"kind": "Select a kind."})
    if said.every not in {one.value for one in Every}:
        raise ValidationError({"every": "Select how often it comes."})
    if said.agency is None and not said.from_words.strip():
        raise ValidationError({"agency": "Select the agency, or say from whom it comes."})
    if said.agency is not None and said.agency.record.partnership_id != partnership.pk:
        raise ValidationError({"agency": "Select an agency of this partnership."})
    if said.group is not None and said.group.record.partnership_id != partnership.pk:
        raise ValidationError({"group": "Select a group of this partnership."})
    if said.ended is not None and said.ended < said.first_due:
        raise ValidationError({"ended": "Enter the day on which it is first due, or a later one."})
