"""Signing off for a statutory partner; the last of them freezes the version."""

import logging
from datetime import UTC, datetime

from django.db import transaction

from safeloom.domain.partnership.models import Agency
from safeloom.foundation.audit import chain
from safeloom.foundation.audit.commands import write
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import Stale
from safeloom.foundation.today import today
from safeloom.reports.building import build, content_hash, inspect
from safeloom.reports.commands.freezing import freeze
from safeloom.reports.commands.guard import Refused, being_written
from safeloom.reports.models import Report, SignOff
from safeloom.reports.obstacles import obstacles
from safeloom.reports.partners import may_sign_for, partners_of

log = logging.getLogger(__name__)


@transaction.atomic
def sign_off(*, by: Person, report: Report, agency: Agency, content: str) -> SignOff:
    """Sign the version being written off for a statutory partner. `content` is the hash of what the
    person was shown. The last partner's signature freezes the version.

    Raises Refused with all that stands in the way, or where the person is not an executive of that
    partner, or it has signed already; Stale where the report is no longer what was shown; Frozen.
    """
    report = being_written(report)
    if not may_sign_for(by, report, agency.pk, today()):
        raise Refused([f"Only a statutory partner executive of {agency.name} can sign for it."])
    in_the_way = obstacles(report, inspect(report))
    if in_the_way:
        raise Refused([obstacle.words for obstacle in in_the_way])
    built = build(report)
    signed = content_hash(built)
    if signed != content:
        raise Stale
    version = report.versions.get(number=report.version)
    now = datetime.now(UTC)
    standing = version.sign_offs.filter(void_since__isnull=True)
    standing.exclude(content=signed).update(
        void_since=now, void_reason="Figures it was put to have changed since."
    )
    if standing.filter(agency_id=agency.pk).exists():
        raise Refused([f"{agency.name} has signed this version off already."])
    signature = SignOff.objects.create(
        version=version, agency_id=agency.pk, by_id=by.pk, at=now, content=signed
    )
    record = report.record
    write(
        by=by,
        verb="report.sign-off",
        subject=f"{record.reference} version {version.number}",
        partnership=record.partnership,
        record=record,
        after={"agency": agency.pk, "content": signed},
    )
    have = set(standing.values_list("agency_id", flat=True))
    if have >= {partner.agency_id for partner in partners_of(report, today())}:
        freeze(report, version, built, signed)
    transaction.on_commit(_write_heads)
    return signature


def _write_heads() -> None:
    """Seal what was just written and put the heads outside the database. The signature stands even
    where the folder cannot be written: the next tick writes the head then."""
    try:
        chain.seal_rows()
        chain.write_heads("sign-off")
    except OSError:
        log.exception("The audit heads could not be written after a sign-off.")
