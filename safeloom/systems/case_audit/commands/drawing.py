"""Drawing cases by lot."""

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.models import Agency
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn, open_sealed_record
from safeloom.foundation.sealed.commands import entitled_first
from safeloom.foundation.today import today
from safeloom.kernel.draw import LARGEST, drawn, new_number
from safeloom.systems.case_audit.commands.writing import told
from safeloom.systems.case_audit.models import AuditCase, CaseAudit, CaseDraw
from safeloom.systems.case_audit.references import hash_of, read_references

CASE, CASE_PREFIX = "audit-case", "AC"
MOST = 50


@transaction.atomic
def draw_cases(
    *,
    by: Person | None,
    audit: CaseAudit,
    references: str,
    many: int,
    number: int | None = None,
    agency: Agency | None = None,
) -> CaseDraw:
    """Draw so many cases out of a pasted list of neutral references: each becomes a sealed record, open to
    who draws and the audit's leads. Without a `number` one is drawn by lot. Of the list nothing is kept but
    its length and hash. Raises ValidationError at `references`, `many`, `number` or `agency`, or once the
    challenge day was opened."""
    in_turn(audit.record)
    audit.refresh_from_db(fields=["opened"])
    if audit.opened is not None:
        raise ValidationError("The day on which grades are settled was opened: draw no more.")
    listed = read_references(references)
    before = set(audit.cases.filter(draw__agency=agency).values_list("reference", flat=True))
    if before & set(listed):
        raise ValidationError(
            {"references": "Leave out the cases that this audit has already drawn."}
        )
    if not 1 <= many <= min(MOST, len(listed)):
        raise ValidationError(
            {"many": f"Enter a number from 1 to {min(MOST, len(listed))}: there are no more."}
        )
    if number is not None and not 1 <= number <= LARGEST:
        raise ValidationError({"number": f"Enter a number from 1 to {LARGEST:,}."})
    if agency is not None and agency.record.partnership_id != audit.partnership_id:
        raise ValidationError({"agency": "Select an agency of this partnership."})
    draw = CaseDraw.objects.create(
        audit=audit,
        agency=agency,
        number=number or new_number(),
        many=many,
        out_of=len(listed),
        list_hash=hash_of(listed),
        at=datetime.now(UTC),
        by=by,
    )
    leads = [one.person.principal for one in audit.leads.select_related("person__principal")]
    for place, reference in enumerate(drawn(listed, many, draw.number), start=1):
        record = open_sealed_record(partnership=audit.partnership, kind=CASE, prefix=CASE_PREFIX)
        entitled_first(record=record, given_by=by, principals=leads, day=today())
        AuditCase.objects.create(
            record=record,
            partnership=audit.partnership,
            audit=audit,
            draw=draw,
            place=place,
            reference=reference,
        )
        told(by, record, "case-audit.draw-case")
    # How many there are is not told where everybody reads it.
    told(by, audit.record, "case-audit.draw", list_hash=draw.list_hash)
    return draw


def repeats(draw: CaseDraw, references: str) -> bool:
    """Whether a list is the one that was drawn from, and its draw by the same number gives the same cases.
    Raises ValidationError at `references`."""
    listed = read_references(references)
    came = list(draw.cases.order_by("place").values_list("reference", flat=True))
    return hash_of(listed) == draw.list_hash and drawn(listed, draw.many, draw.number) == came


def check_repeats(draw: CaseDraw, references: str) -> None:
    """Raises ValidationError at `references` where a list is another than was drawn from, or gives other
    cases."""
    if not repeats(draw, references):
        raise ValidationError(
            {"references": "This is another list than the one the cases were drawn from."}
        )
