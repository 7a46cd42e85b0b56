"""Budgets and other income."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from safeloom.domain.finance.commands import checks
from safeloom.domain.finance.definitions import Side
from safeloom.domain.finance.models import Budget, BudgetLine, FinancialYear, Head, Income
from safeloom.domain.partnership.models import Group
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.today import today


@transaction.atomic
def set_budget(
    *,
    by: Person | None,
    year: FinancialYear,
    agreed_on: date,
    amounts: Mapping[Head, Decimal],
    group: Group | None = None,
    note: str = "",
) -> Budget:
    """Set what is planned for each head: a new version; those before stay. A head that is left out has no
    budget. Raises ValidationError at `amounts`, `agreed_on` or `group`."""
    checks.still_open(year)
    checks.group_of(year.partnership, group)
    budget = new_budget(
        entered_by=by, year=year, agreed_on=agreed_on, amounts=amounts, group=group, note=note
    )
    audit.write(
        by=by,
        verb="finance-budget.set",
        subject=f"{year.record.reference} version {budget.number}",
        record=year.record,
        after={
            "agreed_on": agreed_on,
            "lines": [f"{head}: {amount}" for head, amount in amounts.items()],
        },
    )
    return budget


def new_budget(
    *,
    entered_by: Person | None,
    year: FinancialYear,
    agreed_on: date,
    amounts: Mapping[Head, Decimal],
    group: Group | None = None,
    note: str = "",
) -> Budget:
    """Write a version of a budget; its command writes the audit row. Raises ValidationError."""
    if not amounts:
        raise ValidationError({"amounts": "Enter an amount for at least one head."})
    for head, amount in amounts.items():
        if head.partnership_id != year.partnership_id:
            raise ValidationError({"amounts": "Name heads of this partnership."})
        if amount != 0:
            checks.amount(amount, "amounts", below=True)
    rows = Budget.objects.filter(year=year)
    budget = Budget.objects.create(
        year=year,
        number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
        agreed_on=agreed_on,
        group=group,
        note=" ".join(note.split())[:300],
        entered_by=entered_by,
    )
    BudgetLine.objects.bulk_create(
        BudgetLine(budget=budget, head=head, amount=amount) for head, amount in amounts.items()
    )
    return budget


@transaction.atomic
def add_income(
    *,
    by: Person | None,
    partnership: Partnership,
    head: Head,
    day: date,
    amount: Decimal,
    words: str,
    reference: str = "",
    adjusts: FinancialYear | None = None,
) -> Income:
    """Enter money that came in and is no agency's contribution, less than nothing to correct what was
    entered or to move it to another head. It is income of the year of its day; `adjusts` says that it
    puts a closed year right. Raises ValidationError at the field."""
    year = checks.open_year(partnership, checks.not_later(day, today()))
    in_turn(year)
    found = Income.objects.create(
        year=year,
        head=checks.head_of(partnership, head, Side.INCOME, day),
        day=day,
        amount=checks.amount(amount, below=True),
        words=checks.words(words, "words", "where it came from"),
        reference=" ".join(reference.split())[:60],
        adjusts=checks.puts_right(partnership, adjusts),
        entered_by=by,
    )
    audit.write(
        by=by,
        verb="finance-income.add",
        subject=str(found.pk),
        partnership=partnership,
        record=year.record,
        after=audit.fields_of(found),
    )
    return found
