"""The live blocks of a section: putting one in, taking it out, moving it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from safeloom.foundation.audit.commands import fields_of, write
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.registry import ReportBlock, offered
from safeloom.reports.commands.guard import Refused, being_written, void_sign_offs
from safeloom.reports.models import BlockSubject, ReportSection, SectionBlock


@transaction.atomic
def add_block(
    *,
    by: Person | None,
    section: ReportSection,
    block: str,
    about: Sequence[Record] = (),
    opening: date | None = None,
    closing: date | None = None,
) -> SectionBlock:
    """Put a live block at the end of a section.

    Raises Refused for an unknown block, one that needs something to be about or that is about one
    thing only, a record of another partnership, days the wrong way round; Frozen.
    """
    being_written(section.report)
    kind = {offer.key: offer for offer in offered(ReportBlock)}.get(block)
    record = section.report.record
    if kind is None:
        raise Refused(["There is no such live block."])
    if kind.choices and not kind.several and len(about) != 1:
        raise Refused([f"Choose what “{kind.title}” is about."])
    if about and not kind.choices:
        raise Refused([f"“{kind.title}” is about the whole partnership."])
    if any(one.partnership_id != record.partnership_id for one in about):
        raise Refused(["That belongs to another partnership."])
    if opening and closing and closing < opening:
        raise Refused(["The closing day is before the opening day."])
    row = SectionBlock.objects.create(
        section=section,
        block=block,
        position=section.blocks.count() + 1,
        opening=opening,
        closing=closing,
    )
    BlockSubject.objects.bulk_create(
        BlockSubject(block=row, record=one, position=position)
        for position, one in enumerate(dict.fromkeys(about), start=1)
    )
    _changed(section, by, "report.add-block", after=_said(row))
    return row


@transaction.atomic
def remove_block(*, by: Person | None, block: SectionBlock) -> ReportSection:
    """Take a live block out of its section. Raises Frozen."""
    section = block.section
    being_written(section.report)
    before = _said(block)
    block.delete()
    _renumber(list(section.blocks.all()))
    _changed(section, by, "report.remove-block", before=before)
    return section


@transaction.atomic
def move_block(*, by: Person | None, block: SectionBlock, up: bool) -> ReportSection:
    """Move a live block one place up or down; at the edge it stays. Raises Frozen."""
    section = block.section
    being_written(section.report)
    rows = list(section.blocks.all())
    place = [row.pk for row in rows].index(block.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return section
    rows[place], rows[other] = rows[other], rows[place]
    _renumber(rows)
    _changed(
        section,
        by,
        "report.move-block",
        before={"position": place + 1},
        after={"block": block.block, "position": other + 1},
    )
    return section


def _said(block: SectionBlock) -> dict[str, Any]:
    return fields_of(block) | {"about": ", ".join(one.reference for one in block.about)}


def _renumber(rows: list[SectionBlock]) -> None:
    for position, row in enumerate(rows, start=1):
        row.position = position
    SectionBlock.objects.bulk_update(rows, ["position"])


def _changed(section: ReportSection, by: Person | None, verb: str, before=None, after=None) -> None:
    """Audit the change, make signatures void, and count it as a change of the section: an approved
    section goes back to draft."""
    if section.state == ReportSection.State.APPROVED:
        section.state = ReportSection.State.DRAFT
    section.revision += 1
    section.save()
    record = section.report.record
    write(
        by=by,
        verb=verb,
        subject=f"{record.reference} {section.key}",
        record=record,
        before=before,
        after=after,
    )
    void_sign_offs(section.report, f"The live blocks of “{section.title}” were changed.")
