"""Entering, restating and marking returns."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from safeloom.domain.indicators.cells import cell_of
from safeloom.domain.indicators.checking import Rules, check_all, rules_for
from safeloom.domain.indicators.definitions import State
from safeloom.domain.indicators.entries import Entry
from safeloom.domain.indicators.models import Restatement, Return
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import Stale, in_turn
from safeloom.foundation.today import today
from safeloom.kernel.periods import Period
from safeloom.web.imports.journal import Journal
from safeloom.web.uploads import RowsRefused

# Up to so many returns are listed one by one in the audit; of more, it holds the count and a digest.
_LISTED = 200
_BATCH = 2000
_KEPT = ("state", "numerator", "denominator", "value", "narrative")


@dataclass(frozen=True, slots=True)
class Written:
    """How many returns were new, how many replaced an earlier one, and how many were there already
    word for word."""

    new: int
    restated: int
    unchanged: int


@transaction.atomic
def enter_returns(
    *,
    by: Person | None,
    partnership: Partnership,
    entries: Sequence[Entry],
    own: Collection[UUID] | None = None,
    day: date | None = None,
    name: str = "",
    journal: Journal | None = None,
) -> Written:
    """Write returns, all or none, in a number of statements that grows with every 2,000 entries.

    `own` are the agencies whose returns may be given (None: any); `name` is the file they came in. What
    is made and changed is entered in `journal`. An entry for a place where something was returned
    before restates it: what was said is kept in a `Restatement`. A reason is needed to replace a final
    number; a provisional one, or none, is replaced without. One audit row is written, and each return
    and restatement points to it; with more than 200 entries it holds their count and the digest of
    what was written.

    Raises `RowsRefused` with every problem found, and `Stale` when a return changed since `seen`.
    """
    day = day or today()
    in_turn(*(entry.measure for entry in entries))
    rules = rules_for(entries, day, own)
    problems = check_all(entries, rules)
    if any(entry.measure.partnership_id != partnership.pk for entry in entries):
        raise ValueError("an entry is for a measure of another partnership")
    if problems:
        raise RowsRefused(problems)
    changed = [entry for entry in entries if rules.changes(entry)]
    _check_seen(changed, rules)
    unchanged = len(entries) - len(changed)
    if not changed:
        return Written(0, 0, unchanged)
    row = audit.write(
        by=by,
        verb="return.enter",
        subject=_subject(changed),
        partnership=partnership,
        # The reason may name somebody: it stands in the restatement, where it can be taken out.
        after=_after(changed, rules, name),
    )
    moment = datetime.now(UTC)
    new = [entry for entry in changed if entry.place not in rules.there]
    again = [entry for entry in changed if entry.place in rules.there]
    made = Return.objects.bulk_create(
        [_new(entry, rules, by, moment, row) for entry in new], batch_size=_BATCH
    )
    journal = journal if journal is not None else Journal()
    journal.made(made)
    journal.changing(rules.there[entry.place] for entry in again)
    journal.made(_restate(again, rules, by, moment, row))
    return Written(len(new), len(again), unchanged)


def enter_return(
    *, by: Person | None, entry: Entry, own: Collection[UUID] | None = None, day: date | None = None
) -> Return:
    """Write one return; see `enter_returns`."""
    partnership = entry.measure.partnership
    enter_returns(by=by, partnership=partnership, entries=[entry], own=own, day=day)
    return _at(entry)


def restate_return(
    *,
    by: Person | None,
    found: Return,
    seen: int,
    reason: str,
    own: Collection[UUID] | None = None,
    day: date | None = None,
    **said: Any,
) -> Return:
    """Replace what a return says. `said` are `state`, `numerator`, `denominator`, `value` and
    `narrative`; what is not named is empty. The old words and numbers are kept with the reason.

    Raises `RowsRefused`, also without a reason, and `Stale` when its revision is not `seen`.
    """
    entry = Entry(
        measure=found.measure,
        period=Period(found.start, found.end),
        area=found.area,
        agency=found.agency,
        reason=reason,
        seen=seen,
        **said,
    )
    return enter_return(by=by, entry=entry, own=own, day=day)


def mark_not_supplied(
    *, by: Person | None, entry: Entry, own: Collection[UUID] | None = None, day: date | None = None
) -> Return:
    """Say that the number of an entry was not supplied."""
    return enter_return(by=by, entry=_without(entry, State.NOT_SUPPLIED), own=own, day=day)


def mark_not_applicable(
    *, by: Person | None, entry: Entry, own: Collection[UUID] | None = None, day: date | None = None
) -> Return:
    """Say that the measure does not apply to what an entry is about."""
    return enter_return(by=by, entry=_without(entry, State.NOT_APPLICABLE), own=own, day=day)


def _without(entry: Entry, state: str) -> Entry:
    return replace(entry, state=state, numerator=None, denominator=None, value=None)


def _at(entry: Entry) -> Return:
    return Return.objects.get(
        measure=entry.measure, end=entry.period.end, area=entry.area, agency=entry.agency
    )


def _check_seen(entries: Sequence[Entry], rules: Rules) -> None:
    for entry in entries:
        there = rules.there.get(entry.place)
        # A form that showed an empty place gives 0: somebody may have returned it meanwhile.
        if entry.seen is not None and (there.revision if there else 0) != entry.seen:
            raise Stale


def _kept_value(entry: Entry) -> Decimal | None:
    return entry.value if entry.numerator is None else None


def _new(entry: Entry, rules: Rules, by: Person | None, moment: datetime, row: AuditRow) -> Return:
    supply = rules.supplier(entry)
    supplier = supply.agency_id if supply else None
    if supplier is None and entry.agency is not None:
        supplier = entry.agency.pk
    # By key: a file has thousands, and each row set as an object costs what two columns do.
    return Return(
        measure_id=entry.measure.pk,
        start=entry.period.start,
        end=entry.period.end,
        area_id=entry.area.pk if entry.area is not None else None,
        agency_id=entry.agency.pk if entry.agency is not None else None,
        supplier_id=supplier,
        state=entry.state,
        numerator=entry.numerator,
        denominator=entry.denominator,
        value=_kept_value(entry),
        narrative=entry.narrative.strip(),
        entered_by_id=by.pk if by is not None else None,
        entered=moment,
        written_in_id=row.pk,
    )


def _restate(
    entries: Sequence[Entry], rules: Rules, by: Person | None, moment: datetime, row: AuditRow
) -> list[Restatement]:
    replaced, kept = [], []
    for entry in entries:
        there = rules.there[entry.place]
        was = {name: getattr(there, name) for name in _KEPT}
        reason = entry.reason.strip() or _plain_reason(there)
        kept.append(
            Restatement(
                of=there,
                at=moment,
                by=by,
                reason=reason[:500],
                revision=there.revision,
                written_in=row,
                **was,
            )
        )
        there.start = entry.period.start
        there.state, there.narrative = entry.state, entry.narrative.strip()
        there.numerator, there.denominator = entry.numerator, entry.denominator
        there.value = _kept_value(entry)
        there.entered_by, there.entered, there.written_in = by, moment, row
        there.revision += 1
        replaced.append(there)
    Restatement.objects.bulk_create(kept, batch_size=_BATCH)
    fields = ["start", *_KEPT, "entered_by", "entered", "written_in", "revision"]
    Return.objects.bulk_update(replaced, fields, batch_size=_BATCH // 10)
    return kept


def _plain_reason(there: Return) -> str:
    if there.state == State.PROVISIONAL:
        return "Provisional until then"
    return "The narrative changed" if there.state == State.SUPPLIED else "Supplied later"


def _subject(entries: Sequence[Entry]) -> str:
    if len(entries) == 1:
        return f"{entries[0].measure.key} {entries[0].period.short_label()}"[:120]
    return f"{len(entries)} returns"


def _after(entries: Sequence[Entry], rules: Rules, name: str) -> dict:
    lines = [_line(entry, rules) for entry in entries]
    after: dict = {"returns": len(lines)}
    if name:
        # People call files after themselves.
        after["file"] = audit.not_kept("web.Import.name", name)
    if len(lines) <= _LISTED:
        after["written"] = lines
    else:
        after["sha256"] = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return after


def _line(entry: Entry, rules: Rules) -> str:
    cell = cell_of(entry.measure, entry.state, entry.numerator, entry.denominator, entry.value)
    there = rules.there.get(entry.place)
    line = f"{entry.measure.key} {entry.period.key()} {entry.about or 'whole'}: {cell.words}"
    if entry.denominator is not None:
        line += f" ({entry.numerator} of {entry.denominator})"
    if there is not None:
        was = cell_of(entry.measure, there.state, there.numerator, there.denominator, there.value)
        line += f", before {was.words}"
    return line
