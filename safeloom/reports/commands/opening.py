"""Beginning a report, opening it again, and saying when it was published."""

from datetime import date

from django.db import transaction

from safeloom.foundation.audit.commands import changing, fields_of, write
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import next_revision, open_record
from safeloom.reports.commands.guard import Refused
from safeloom.reports.definitions import Edition
from safeloom.reports.kinds import definition as definition_of
from safeloom.reports.models import Report, ReportSection, ReportVersion, SectionBlock


@transaction.atomic
def open_report(
    *,
    by: Person | None,
    partnership: Partnership,
    definition: str,
    period_start: date,
    period_end: date,
    edition: str = "",
) -> Report:
    """A new report with the sections of its edition and the live blocks they begin with.

    Without an edition it is the newest one in force on the last day reported on. Raises KeyError for
    an unknown kind or edition, Refused where the period ends before it starts.
    """
    if period_end < period_start:
        raise Refused(["The last day reported on is before the first."])
    kind = definition_of(definition)
    chosen = kind.edition(edition) if edition else kind.in_force(period_end)
    record = open_record(
        partnership=partnership,
        kind="report",
        prefix=kind.prefix,
        title=f"{kind.title} {_years(period_start, period_end)}",
    )
    report = Report.objects.create(
        record=record,
        definition=kind.key,
        edition=chosen.key,
        period_start=period_start,
        period_end=period_end,
    )
    ReportVersion.objects.create(report=report, number=1, opened_by_id=by.pk if by else None)
    _begin_sections(report, chosen)
    write(by=by, verb="report.open", record=record, after=fields_of(report))
    return report


@transaction.atomic
def new_version(*, by: Person | None, report: Report, reason: str) -> Report:
    """Open a signed-off report again for a reason. The old version stays as it was signed.

    Raises Refused where the report is not signed off or no reason is given.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    if not report.is_frozen:
        raise Refused(["The report is being written already."])
    if not reason.strip():
        raise Refused(["Say why the report is opened again."])
    record = report.record
    with changing(report, by=by, verb="report.new-version", record=record, reason=reason.strip()):
        report.version += 1
        report.state = Report.State.WRITING
        report.published = None
        report.save()
        ReportVersion.objects.create(
            report=report,
            number=report.version,
            reason=reason.strip(),
            opened_by_id=by.pk if by else None,
        )
    return report


@transaction.atomic
def record_publication(
    *, by: Person | None, report: Report, day: date, seen: int | None = None
) -> Report:
    """Say on which day the signed-off report was published. Raises Refused before sign-off, and
    Stale."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    if not report.is_frozen:
        raise Refused(["Only a signed-off report can be published."])
    record = report.record
    next_revision(record, seen)
    with changing(report, by=by, verb="report.publish", record=record):
        report.published = day
        report.save()
    return report


@transaction.atomic
def note_download(*, by: Person | None, report: Report, name: str) -> Report:
    """Write to the audit that somebody downloaded a file of the report."""
    record = report.record
    write(by=by, verb="report.download", subject=f"{record.reference} {name}", record=record)
    return report


def _begin_sections(report: Report, edition: Edition) -> None:
    sections = ReportSection.objects.bulk_create(
        ReportSection(report=report, key=section.key, title=section.title, position=position)
        for position, section in enumerate(edition.sections, start=1)
    )
    SectionBlock.objects.bulk_create(
        SectionBlock(section=row, block=block, position=position)
        for row, section in zip(sections, edition.sections, strict=True)
        for position, block in enumerate(section.blocks, start=1)
    )


def _years(start: date, end: date) -> str:
    """`2025-26`, `2021-23`; one year stands alone."""
    return str(end.year) if start.year == end.year else f"{start.year}-{end.year % 100:02d}"
