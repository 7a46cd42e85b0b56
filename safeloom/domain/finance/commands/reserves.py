"""Reserves and what is put into them and taken out."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.finance.commands import checks
from safeloom.domain.finance.definitions import Side
from safeloom.domain.finance.models import Head, Reserve, ReserveMovement
from safeloom.domain.finance.queries.reserves import holds
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, open_record
from safeloom.foundation.today import today
from safeloom.kernel.money import money_words, penny


@transaction.atomic
def open_reserve(
    *,
    by: Person | None,
    partnership: Partnership,
    title: str,
    purpose: str,
    opened: date,
    opening: Decimal,
) -> Reserve:
    """Begin to keep a reserve with what it holds on a day. Raises ValidationError at the field."""
    if opening < 0 or penny(opening) != opening:
        raise ValidationError({"opening": "Enter what it holds, 0 or more."})
    if not purpose.strip():
        raise ValidationError({"purpose": "Enter what it is set aside for."})
    reserve = Reserve.objects.create(
        record=open_record(
            partnership=partnership,
            kind="reserve",
            prefix="RS",
            title=checks.words(title, "title", "the name of the reserve"),
        ),
        partnership=partnership,
        purpose=purpose.strip()[:2_000],
        opened=checks.not_later(opened, today(), "opened"),
        opening=penny(opening),
    )
    _audit(by, reserve, "reserve.open", audit.fields_of(reserve))
    return reserve


@transaction.atomic
def move_reserve(
    *,
    by: Person | None,
    reserve: Reserve,
    head: Head,
    day: date,
    amount: Decimal,
    reason: str,
    reference: str = "",
) -> ReserveMovement:
    """Put money into a reserve (under a head of expenditure), or take it out: less than nothing (under a
    head of income). Raises ValidationError at the field; at `amount` where it does not hold so much."""
    in_turn(reserve.record)
    year = checks.open_year(reserve.partnership, checks.not_later(day, today()))
    if day < reserve.opened:
        raise ValidationError({"day": "Enter a day on or after the reserve was opened."})
    moved = checks.amount(amount, below=True)
    side = Side.EXPENDITURE if moved > 0 else Side.INCOME
    held = holds(reserve, today())
    if held + moved < 0:
        raise ValidationError({"amount": f"The reserve holds {money_words(held)}."})
    found = ReserveMovement.objects.create(
        reserve=reserve,
        year=year,
        head=checks.head_of(reserve.partnership, head, side, day),
        day=day,
        amount=moved,
        reason=checks.words(reason, "reason", "what it is for", 300),
        reference=" ".join(reference.split())[:60],
        entered_by=by,
    )
    _audit(by, reserve, "reserve.move", audit.fields_of(found))
    return found


def _audit(by: Person | None, reserve: Reserve, verb: str, after: dict) -> None:
    audit.write(by=by, verb=verb, record=reserve.record, after=after)
