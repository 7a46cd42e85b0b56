"""Agreeing who pays what."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from safeloom.domain.finance.commands import checks
from safeloom.domain.finance.definitions import Side, Told
from safeloom.domain.finance.models import (
    Agreement,
    AgreementLine,
    Contribution,
    FinancialYear,
    Head,
    Payer,
)
from safeloom.domain.partnership.models import Agency, Group
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn, new_records
from safeloom.kernel.money import PENNY, POUND, penny
from safeloom.kernel.shares import DoesNotDivide, How, Part, share_out


@dataclass(frozen=True, kw_only=True)
class Share:
    """A part of what is agreed: how much of its whole, and who pays it: an agency, or (without one)
    those among whom it is divided again. `line` is where it was written, for messages."""

    title: str
    told: str
    value: Decimal
    agency: Agency | None = None
    parts: Sequence["Share"] = field(default_factory=tuple)
    line: int = 0


@dataclass(frozen=True, kw_only=True)
class WorkedOut:
    """A share and what it came to, with what its parts came to."""

    share: Share
    amount: Decimal
    parts: tuple["WorkedOut", ...] = ()


def work_out(
    total: Decimal | None, shares: Sequence[Share], *, whole_pounds: bool
) -> list[WorkedOut]:
    """What each share comes to, by the rule of `kernel.shares`. Without a total all of the first level
    must be amounts: they are the total. Raises ValidationError at `lines`."""
    unit = POUND if whole_pounds else PENNY
    if total is None:
        if any(share.told != Told.AMOUNT for share in shares):
            raise ValidationError({"total": "Enter the total that is divided into shares."})
        total = sum((share.value for share in shares), Decimal(0))
    return _level(total, shares, unit, "All together")


def _level(whole: Decimal, shares: Sequence[Share], unit: Decimal, what: str) -> list[WorkedOut]:
    parts = [Part(How(share.told), share.value) for share in shares]
    try:
        amounts = share_out(whole, parts, unit)
    except DoesNotDivide as problem:
        where = f"Line {shares[0].line}" if what != "All together" and shares else what
        raise ValidationError({"lines": f"{where}: {problem} ({what.lower()})."}) from None
    return [
        WorkedOut(
            share=share,
            amount=penny(amount),
            parts=tuple(_level(amount, share.parts, unit, f"Parts of {share.title}"))
            if share.parts
            else (),
        )
        for share, amount in zip(shares, amounts, strict=True)
    ]


@transaction.atomic
def agree_contributions(
    *,
    by: Person | None,
    year: FinancialYear,
    head: Head,
    agreed_on: date,
    shares: Sequence[Share],
    total: Decimal | None = None,
    whole_pounds: bool = False,
    group: Group | None = None,
    note: str = "",
) -> Agreement:
    """Agree what is paid towards a head for a year: a new version; those before stay. Raises
    ValidationError at `lines`, `total`, `head`, `agreed_on` or `group`."""
    checks.still_open(year)
    checks.group_of(year.partnership, group)
    agreement = new_agreement(
        entered_by=by,
        year=year,
        head=head,
        agreed_on=agreed_on,
        shares=shares,
        total=total,
        whole_pounds=whole_pounds,
        group=group,
        note=note,
    )
    audit.write(
        by=by,
        verb="contribution.agree",
        subject=f"{year.record.reference} {head.title} version {agreement.number}",
        record=year.record,
        after={
            "total": agreement.total,
            "agreed_on": agreed_on,
            "lines": [f"{line.title}: {line.amount}" for line in agreement.lines.all()],
        },
    )
    return agreement


def new_agreement(
    *,
    entered_by: Person | None,
    year: FinancialYear,
    head: Head,
    agreed_on: date,
    shares: Sequence[Share],
    total: Decimal | None = None,
    whole_pounds: bool = False,
    group: Group | None = None,
    note: str = "",
) -> Agreement:
    """Write a version of what is agreed; its command writes the audit row. Raises ValidationError."""
    checks.head_of(year.partnership, head, Side.INCOME, year.start)
    worked = work_out(total, shares, whole_pounds=whole_pounds)
    _check_agencies(year, shares)
    rows = Agreement.objects.filter(year=year, head=head)
    amount = sum((each.amount for each in worked), Decimal(0))
    if not amount:
        raise ValidationError({"lines": "Enter at least one amount above nothing."})
    agreement = Agreement.objects.create(
        year=year,
        head=head,
        number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
        total=amount,
        whole_pounds=whole_pounds,
        agreed_on=agreed_on,
        group=group,
        note=" ".join(note.split())[:300],
        entered_by=entered_by,
    )
    there = _contributions(year, head, list(_agencies(shares)))
    _write(agreement, worked, None, there, 0)
    return agreement


def _agencies(shares: Sequence[Share]) -> list[Agency]:
    found = []
    for share in shares:
        if share.agency is not None:
            found.append(share.agency)
        found += _agencies(share.parts)
    return found


def _check_agencies(year: FinancialYear, shares: Sequence[Share]) -> None:
    seen: set = set()
    for agency in _agencies(shares):
        if agency.record.partnership_id != year.partnership_id:
            raise ValidationError({"lines": "Name agencies of this partnership."})
        if agency.pk in seen:
            raise ValidationError(
                {"lines": f"{agency} stands in two lines. Give it one line with all it pays."}
            )
        seen.add(agency.pk)
    _check_level(shares)


def _check_level(shares: Sequence[Share]) -> None:
    for share in shares:
        if (share.agency is None) == (not share.parts):
            words = f"Line {share.line}: “{share.title}” is neither an agency nor divided further."
            raise ValidationError({"lines": words})
        _check_level(share.parts)


def _contributions(year: FinancialYear, head: Head, agencies: list[Agency]) -> dict:
    """The contribution of each agency, made where it is the first time."""
    in_turn(year)
    there = {each.agency_id: each for each in Contribution.objects.filter(year=year, head=head)}
    new = [agency for agency in agencies if agency.pk not in there]
    records = new_records(
        partnership=year.partnership,
        kind="contribution",
        prefix="CT",
        titles=[f"{agency.name}: {head.title}, {year}"[:200] for agency in new],
    )
    made = Contribution.objects.bulk_create(
        Contribution(record=record, year=year, head=head, agency=agency)
        for record, agency in zip(records, new, strict=True)
    )
    Payer.objects.bulk_create(Payer(contribution=each, agency=each.agency) for each in made)
    return there | {each.agency_id: each for each in made}


def _write(
    agreement: Agreement,
    worked: Sequence[WorkedOut],
    parent: AgreementLine | None,
    there: dict,
    position: int,
) -> int:
    for each in worked:
        position += 1
        share = each.share
        line = AgreementLine.objects.create(
            agreement=agreement,
            parent=parent,
            position=position,
            title=share.agency.name if share.agency else share.title[:200],
            told=share.told,
            value=share.value,
            amount=each.amount,
            contribution=there[share.agency.pk] if share.agency else None,
        )
        position = _write(agreement, each.parts, line, there, position)
    return position
