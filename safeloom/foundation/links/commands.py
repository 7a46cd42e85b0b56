"""Linking records, and taking a link away."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.links.models import Link
from safeloom.foundation.links.queries import kinds_by_hand
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.records.models import Record


@transaction.atomic
def link(*, by: Person | None, source: Record, target: Record, kind: str) -> Link:
    """Link two records of a partnership. That `by` may see both is for the caller to know.

    Raises ValidationError at `kind` (one that is not linked by hand) or `target` (itself, another
    partnership's, linked so already).
    """
    in_turn(source, target)
    if kind not in {one.key for one in kinds_by_hand()}:
        raise ValidationError({"kind": "Choose how they belong together."})
    if source.pk == target.pk:
        raise ValidationError({"target": "Choose another record than this one."})
    if source.partnership_id != target.partnership_id:
        raise ValidationError({"target": "Choose a record of this partnership."})
    same = Q(source=source, target=target) | Q(source=target, target=source)
    if Link.objects.filter(same, kind=kind).exists():
        raise ValidationError({"target": "The two are linked so already."})
    made = Link.objects.create(source=source, target=target, kind=kind, made_by=by)
    _audit(by, made, "link.make")
    return made


@transaction.atomic
def unlink(*, by: Person | None, made: Link) -> None:
    """Take a link away; the audit keeps that it was there."""
    _audit(by, made, "link.remove")
    made.delete()


def _audit(by: Person | None, made: Link, verb: str) -> None:
    # Of a sealed record not even the reference is told beside another's.
    sealed = Record.Sensitivity.SEALED in {made.source.sensitivity, made.target.sensitivity}
    audit.write(
        by=by,
        verb=verb,
        record=made.source,
        after={"kind": made.kind} | ({} if sealed else {"target": made.target.reference}),
    )
