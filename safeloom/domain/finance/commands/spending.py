"""Asking for spending, deciding about it, paying."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.finance.commands import checks
from safeloom.domain.finance.definitions import Side, State, Step
from safeloom.domain.finance.models import FinancialYear, Head, Payment, Spend, SpendStep
from safeloom.domain.finance.queries import limits
from safeloom.domain.finance.queries.spending import left, with_state
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, open_record
from safeloom.foundation.today import today
from safeloom.kernel.money import money_words


@transaction.atomic
def ask_to_spend(
    *,
    by: Person | None,
    partnership: Partnership,
    title: str,
    head: Head,
    amount: Decimal,
    day: date,
    supplier: str = "",
    reason: str = "",
    adjusts: FinancialYear | None = None,
) -> Spend:
    """Ask for approval to spend. It waits until somebody approves it whose post lets them. Raises
    ValidationError at the field."""
    year = checks.open_year(partnership, checks.not_later(day, today()))
    said = checks.words(title, "title", "what it is for")
    spend = Spend.objects.create(
        record=open_record(partnership=partnership, kind="spend", prefix="SP", title=said),
        year=year,
        head=checks.head_of(partnership, head, Side.EXPENDITURE, day),
        supplier=" ".join(supplier.split())[:200],
        reason=reason.strip()[:5_000],
        amount=checks.amount(amount),
        day=day,
        asked_by=by,
        adjusts=checks.puts_right(partnership, adjusts),
    )
    _audit(by, spend, "spend.ask", **audit.fields_of(spend))
    return spend


@transaction.atomic
def approve_spend(*, by: Person, spend: Spend, day: date | None = None) -> SpendStep:
    """Approve spending by the right of a post. Raises ValidationError where it does not wait any more,
    where no post of the person lets them on this day, and always where they asked for it themselves,
    under whatever entry or account."""
    day = day or today()
    spend = _waiting(spend, day)
    limit = _right(spend, by, day)
    step = SpendStep.objects.create(
        spend=spend, step=Step.APPROVED, day=day, by=by, post=limit.post
    )
    _audit(by, spend, "spend.approve", post=limit.post.title, amount=spend.amount)
    return step


@transaction.atomic
def reject_spend(*, by: Person, spend: Spend, reason: str, day: date | None = None) -> SpendStep:
    """Reject spending, with the reason; who could approve it may. Raises ValidationError, at `reason`
    without one."""
    day = day or today()
    spend = _waiting(spend, day)
    limit = _right(spend, by, day)
    said = checks.words(reason, "reason", "why it is rejected", 500)
    step = SpendStep.objects.create(
        spend=spend, step=Step.REJECTED, day=day, by=by, post=limit.post, reason=said
    )
    _audit(by, spend, "spend.reject", post=limit.post.title, reason=said)
    return step


@transaction.atomic
def withdraw_spend(*, by: Person | None, spend: Spend, reason: str) -> SpendStep:
    """Withdraw spending that waits, or what is left of a commitment: nothing more is to be paid. Raises
    ValidationError, at `reason` without one."""
    spend = _now(spend, today())
    checks.open_year(spend.year.partnership, today())
    if spend.state not in (State.WAITING, State.COMMITTED, State.PART_PAID):
        raise ValidationError(
            f"It is {State(spend.state).label.lower()}: nothing can be withdrawn."
        )
    step = SpendStep.objects.create(
        spend=spend,
        step=Step.WITHDRAWN,
        day=today(),
        by=by,
        reason=checks.words(reason, "reason", "why it is withdrawn", 500),
    )
    _audit(by, spend, "spend.withdraw", reason=step.reason)
    return step


@transaction.atomic
def pay(
    *,
    by: Person | None,
    spend: Spend,
    day: date,
    amount: Decimal,
    reference: str = "",
    last: bool = False,
) -> Payment:
    """Enter what was paid for approved spending, or (less than nothing) what came back. It is expenditure
    of the year of its day. `last`: nothing more is to be paid. Raises ValidationError at the field; at
    `amount` where more would be paid than was approved."""
    spend = _now(spend, today())
    here = spend.year.partnership
    year = checks.open_year(here, checks.not_later(day, today()))
    paid = checks.amount(amount, below=True)
    if paid > 0:
        if spend.state not in (State.COMMITTED, State.PART_PAID):
            said = State(spend.state).label.lower()
            raise ValidationError(f"It is {said}: there is nothing to pay.")
        if day < spend.day:
            raise ValidationError({"day": "Enter a day on or after it was asked for."})
        if paid > left(spend):
            words = f"Only {money_words(left(spend))} of what was approved is left."
            raise ValidationError({"amount": f"{words} Ask for approval of the rest."})
    elif -paid > spend.paid:
        raise ValidationError({"amount": f"Only {money_words(spend.paid)} was paid."})
    found = Payment.objects.create(
        spend=spend,
        year=year,
        day=day,
        amount=paid,
        reference=" ".join(reference.split())[:60],
        last=last,
        entered_by=by,
    )
    _audit(by, spend, "spend.pay", **audit.fields_of(found))
    return found


def _now(spend: Spend, day: date) -> Any:
    """The spending as it stands now, locked until the command ends."""
    in_turn(spend.record)
    rows = Spend.objects.filter(pk=spend.pk)
    return (
        with_state(rows, day)
        .select_related("record", "year__partnership", "head__parent", "asked_by")
        .get()
    )


def _waiting(spend: Spend, day: date) -> Any:
    found = _now(spend, day)
    if found.state != State.WAITING:
        said = State(found.state).label.lower()
        raise ValidationError(f"It is {said} by now, and waits for nobody.")
    checks.still_open(found.year)
    return found


def _right(spend: Spend, by: Person, day: date) -> Any:
    limit = limits.right_to(spend, by, day)
    if limit is not None:
        return limit
    if by.pk in limits.entries_of(spend.asked_by):
        raise ValidationError("You asked for it yourself. Somebody else decides about it.")
    raise ValidationError(
        f"None of your posts lets you decide about {money_words(spend.amount)} on {spend.head}."
    )


def _audit(by: Person | None, spend: Spend, verb: str, **after: Any) -> None:
    audit.write(by=by, verb=verb, record=spend.record, after=after)
