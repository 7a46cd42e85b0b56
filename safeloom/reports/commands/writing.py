"""Writing sections: text, owner, state, and numbers somebody answers for."""

from django.db import transaction

from safeloom.foundation.audit.commands import changing, write
from safeloom.foundation.identity.models import Person, Principal
from safeloom.foundation.records.commands import next_revision
from safeloom.reports.commands.guard import Refused, being_written, void_sign_offs
from safeloom.reports.models import AcceptedNumber, ReportSection


@transaction.atomic
def change_section(
    *, by: Person | None, section: ReportSection, text: str, seen: int | None = None
) -> ReportSection:
    """Replace what is written. The section is a draft again, and signatures become void.

    Line ends are kept as LF. Raises Stale where somebody changed it since revision `seen`, Frozen.
    """
    text = text.replace("\r\n", "\n").strip()
    section = _lock(section)
    if text == section.text:
        return section
    next_revision(section, seen)
    with _changing(section, by, "report.change-section"):
        section.text = text
        section.state = ReportSection.State.DRAFT if text else ReportSection.State.NOT_STARTED
        section.save()
    void_sign_offs(section.report, f"“{section.title}” was changed.")
    return section


@transaction.atomic
def assign_section(
    *, by: Person | None, section: ReportSection, owner: Principal | None, seen: int | None = None
) -> ReportSection:
    """Give a section to whoever is to write it: a person, a post, a group or an agency. Raises Stale,
    Frozen."""
    section = _lock(section)
    return _manage(by, section, owner, section.state, seen, "report.assign-section")


@transaction.atomic
def mark_section(
    *, by: Person | None, section: ReportSection, state: str, seen: int | None = None
) -> ReportSection:
    """Say how far a section is. Taking one back from `approved`, leaving one out and putting it back
    make signatures void.

    Raises Refused where a section with nothing in it is called ready, Stale, Frozen.
    """
    section = _lock(section)
    return _manage(by, section, section.owner, state, seen, "report.mark-section")


@transaction.atomic
def manage_section(
    *,
    by: Person | None,
    section: ReportSection,
    owner: Principal | None,
    state: str,
    seen: int | None = None,
) -> ReportSection:
    """Give a section out and say how far it is, at once; as `assign_section` and `mark_section`."""
    return _manage(by, _lock(section), owner, state, seen, "report.manage-section")


def _manage(
    by: Person | None,
    section: ReportSection,
    owner: Principal | None,
    state: str,
    seen: int | None,
    verb: str,
) -> ReportSection:
    states = ReportSection.State
    if (
        state in (states.READY, states.APPROVED)
        and not section.text
        and not section.blocks.exists()
    ):
        raise Refused([f"“{section.title}” has no text and no live block yet."])
    next_revision(section, seen)
    was = section.state
    with _changing(section, by, verb):
        section.owner = owner
        section.state = states(state)
        section.save()
    if section.state != was and {section.state, was} & {states.APPROVED, states.LEFT_OUT}:
        state_words = section.get_state_display().lower()
        void_sign_offs(section.report, f"“{section.title}” changed to: {state_words}.")
    return section


@transaction.atomic
def accept_number(
    *, by: Person | None, section: ReportSection, number: str, line: str, reason: str
) -> AcceptedNumber:
    """Answer for a number typed by hand in a line of a section. Raises Refused without a reason or
    where no such line stands in the section, Frozen."""
    section = _lock(section)
    if not reason.strip():
        raise Refused([f"Say why {number} can be printed without a source."])
    if line not in section.text:
        raise Refused(["The section has changed: that line is no longer there."])
    accepted = AcceptedNumber.objects.create(
        section=section,
        number=number,
        line=line,
        reason=reason.strip(),
        by_id=by.pk if by else None,
    )
    record = section.report.record
    write(
        by=by,
        verb="report.accept-number",
        subject=f"{record.reference} {section.key}",
        record=record,
        after={"number": number, "line": line},
        reason=reason.strip(),
    )
    return accepted


def _lock(section: ReportSection) -> ReportSection:
    being_written(section.report)
    return ReportSection.objects.select_related("report__record__partnership").get(pk=section.pk)


def _changing(section: ReportSection, by: Person | None, verb: str):
    record = section.report.record
    return changing(
        section, by=by, verb=verb, subject=f"{record.reference} {section.key}", record=record
    )
