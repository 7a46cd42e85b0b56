"""Signing off for a statutory partner; the last of them freezes the version.

A report takes a second or more to build and to draw. That is done before the transaction, which then
only makes sure that nothing at all was changed since: every change of what a report is built from
writes to the audit.
"""

import logging
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from safeloom.domain.partnership.models import Agency
from safeloom.foundation.audit import chain
from safeloom.foundation.audit.commands import write
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import Stale
from safeloom.foundation.today import today
from safeloom.reports.building import build, content_hash, inspect
from safeloom.reports.commands.freezing import Finished, finish, freeze
from safeloom.reports.commands.guard import Frozen, Refused, being_written
from safeloom.reports.models import Report, ReportVersion, SignOff
from safeloom.reports.obstacles import obstacles
from safeloom.reports.partners import may_sign_for, partners_of

log = logging.getLogger(__name__)
_TRIES = 3
_LONGEST = timedelta(hours=6)  # no transaction that writes to the audit runs longer


class _Moved(Exception):
    """Something was changed while the report was built."""


@dataclass(frozen=True)
class _Moment:
    """Until when the audit was read: how many rows it has since a time, and the day."""

    since: datetime
    rows: int
    day: date


@dataclass(frozen=True)
class _Ready:
    """A signature that only has to be written, true as of `moment`; `finished` where it is the last."""

    moment: _Moment
    signature: SignOff
    finished: Finished | None


def sign_off(*, by: Person, report: Report, agency: Agency, content: str) -> SignOff:
    """Sign the version being written off for a statutory partner. `content` is the hash of what the
    person was shown. The last partner's signature freezes the version.

    Raises Refused with all that stands in the way, or where the person is not an executive of that
    partner, or it has signed already; Stale where the report is no longer what was shown; Frozen.
    """
    for _ in range(_TRIES):
        ready = _prepare(by, report, agency, content)
        try:
            return _write(ready, by)
        except _Moved:
            continue
    # Others write without a pause: build while they wait.
    with transaction.atomic():
        being_written(report)
        return _write(_prepare(by, report, agency, content), by)


def _prepare(by: Person, report: Report, agency: Agency, content: str) -> _Ready:
    """Everything that takes time; nothing is written."""
    moment = _moment(datetime.now(UTC) - _LONGEST)
    report = Report.objects.select_related("record__partnership").get(pk=report.pk)
    if report.is_frozen:
        raise Frozen
    if not may_sign_for(by, report, agency.pk, moment.day):
        raise Refused([f"Only a statutory partner executive of {agency.name} can sign for it."])
    in_the_way = obstacles(report, inspect(report))
    if in_the_way:
        raise Refused([obstacle.words for obstacle in in_the_way])
    built = build(report)
    signed = content_hash(built)
    if signed != content:
        raise Stale
    version = report.versions.get(number=report.version)
    standing = list(
        _standing(version).filter(content=signed).select_related("agency__agency", "by")
    )
    if agency.pk in {signature.agency_id for signature in standing}:
        raise Refused([f"{agency.name} has signed this version off already."])
    signature = SignOff(
        version=version, agency_id=agency.pk, by_id=by.pk, at=datetime.now(UTC), content=signed
    )
    signatures = [*standing, signature]
    needed = {partner.agency_id for partner in partners_of(report, moment.day)}
    last = needed <= {one.agency_id for one in signatures}
    return _Ready(moment, signature, finish(built, signatures) if last else None)


@transaction.atomic
def _write(ready: _Ready, by: Person) -> SignOff:
    """Write the signature. Raises _Moved where anything was changed since it was prepared."""
    signature = ready.signature
    report = being_written(signature.version.report)
    if _moment(ready.moment.since) != ready.moment:
        raise _Moved
    _standing(signature.version).exclude(content=signature.content).update(
        void_since=signature.at, void_reason="Figures it was put to have changed since."
    )
    signature.save(force_insert=True)
    record = report.record
    write(
        by=by,
        verb="report.sign-off",
        subject=f"{record.reference} version {signature.version.number}",
        record=record,
        after={"agency": signature.agency_id, "content": signature.content},
    )
    if ready.finished:
        freeze(report, signature, ready.finished)
    transaction.on_commit(_write_heads)
    return signature


def _moment(since: datetime) -> _Moment:
    """Where the audit stands. Rows are only ever added, so another count means another row: also one
    that was written earlier and became visible later."""
    return _Moment(since, AuditRow.objects.filter(at__gte=since).count(), today())


def _standing(version: ReportVersion):
    return version.sign_offs.filter(void_since__isnull=True)


def _write_heads() -> None:
    """Seal what was just written and put the heads outside the database. The signature stands even
    where the folder cannot be written: the next tick writes the head then."""
    try:
        chain.seal_rows()
        chain.write_heads("sign-off")
    except OSError:
        log.exception("The audit heads could not be written after a sign-off.")
