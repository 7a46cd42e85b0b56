"""The account of a year, read."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from safeloom.domain.finance.definitions import Step
from safeloom.domain.finance.models import (
    Agreement,
    AgreementLine,
    Budget,
    BudgetLine,
    FinancialYear,
    Income,
    Payment,
    Receipt,
    ReserveMovement,
    Spend,
    SpendStep,
)
from safeloom.domain.finance.queries import sums
from safeloom.domain.finance.queries.years import heads, opening_of
from safeloom.domain.finance.statement import Account, HeadRow, Sums, account
from safeloom.kernel.money import NOTHING, penny


def read_account(year: FinancialYear, day: date) -> Account:
    """The account of a year as at a day's end (its last day, where the day is later). At most 15
    queries."""
    day = max(year.start, min(day, year.end))
    found: dict[UUID, Sums] = {}

    def add(head: UUID, more: Sums) -> None:
        found[head] = found.get(head, Sums()) + more

    for head, planned in planned_by_head(year, day).items():
        add(head, Sums(budget=planned))
    mine = Q(year=year, day__lte=day)
    for rows, name in (
        (Receipt.objects.filter(mine), "contribution__head"),
        (Income.objects.filter(mine), "head"),
        (Payment.objects.filter(mine), "spend__head"),
    ):
        for head, total in sums.by(rows, name).items():
            add(head, Sums(actual=total))
    moved = ReserveMovement.objects.filter(mine)
    for rows, sign in ((moved.filter(amount__gt=0), 1), (moved.filter(amount__lt=0), -1)):
        for head, total in sums.by(rows, "head").items():
            add(head, Sums(actual=sign * total))
    for head, amount, paid, approved in _open_spending(year, day):
        left = max(NOTHING, penny(amount) - penny(paid))
        add(head, Sums(committed=left) if approved else Sums(waiting=left))
    rows = [
        HeadRow(head.pk, head.title, head.side, head.pace, head.parent_id)
        for head in heads(year.partnership)
    ]
    return account(year.period, day, opening_of(year), rows, found, year.flag_percent)


def planned_by_head(year: FinancialYear, day: date) -> dict[UUID, object]:
    """What is planned for each head as at a day: its line of the budget, and what agencies agreed."""
    found: dict = {}
    agreed = sums.by(
        AgreementLine.objects.filter(agreement__in=agreements_in_force(year, day), parent=None),
        "agreement__head",
    )
    budget = budget_in_force(year, day)
    lines = sums.by(BudgetLine.objects.filter(budget=budget), "head") if budget else {}
    for part in (agreed, lines):
        for head, amount in part.items():
            found[head] = found.get(head, NOTHING) + amount
    return found


def agreements_in_force(year: FinancialYear, day: date) -> QuerySet[Agreement]:
    """Of each head the agreement that holds on a day: agreed last by then."""
    later = Agreement.objects.filter(
        year=OuterRef("year"), head=OuterRef("head"), agreed_on__lte=day
    ).filter(
        Q(agreed_on__gt=OuterRef("agreed_on"))
        | Q(agreed_on=OuterRef("agreed_on"), number__gt=OuterRef("number"))
    )
    return Agreement.objects.filter(~Exists(later), year=year, agreed_on__lte=day)


def budget_in_force(year: FinancialYear, day: date) -> Budget | None:
    """The budget that holds on a day: agreed last by then."""
    rows = Budget.objects.filter(year=year, agreed_on__lte=day)
    return rows.order_by("-agreed_on", "-number").first()


def _open_spending(year: FinancialYear, day: date):
    """What is asked for or approved and not wholly paid by a day, of this year or an earlier one: head,
    amount, what is paid, whether it is approved. What was paid for out of a later year counts as paid."""
    steps = SpendStep.objects.filter(spend=OuterRef("pk"), day__lte=day)
    over = steps.filter(step__in=[Step.REJECTED, Step.WITHDRAWN])
    last = Payment.objects.filter(spend=OuterRef("pk"), day__lte=day, last=True)
    paid = Coalesce(
        sums.of_each(Payment.objects.all(), "spend", day), NOTHING, output_field=sums.MONEY
    )
    rows = Spend.objects.filter(
        ~Exists(over), ~Exists(last), year__partnership=year.partnership_id, day__lte=day
    )
    rows = rows.annotate(paid=paid, approved=Exists(steps.filter(step=Step.APPROVED)))
    return rows.filter(paid__lt=F("amount")).values_list("head", "amount", "paid", "approved")
