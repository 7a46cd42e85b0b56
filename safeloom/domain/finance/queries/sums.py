"""Adding money up in the database."""

from collections.abc import Hashable
from datetime import date
from decimal import Decimal

from django.db.models import DecimalField, OuterRef, QuerySet, Subquery, Sum

from safeloom.kernel.money import penny

MONEY = DecimalField(max_digits=16, decimal_places=2)


def by(rows: QuerySet, *names: str) -> dict[Hashable, Decimal]:
    """The sums of `amount` by one field or several; exact to the penny."""
    found = rows.order_by().values_list(*names).annotate(total=Sum("amount"))
    return {row[0] if len(names) == 1 else row[:-1]: penny(row[-1]) for row in found}


def of_each(rows: QuerySet, name: str, day: date) -> Subquery:
    """For each row of the outer query the sum of `amount` of what points to it by `name`, up to a day's
    end; None for none. Read it through `penny`."""
    mine = rows.filter(day__lte=day, **{name: OuterRef("pk")}).order_by()
    return Subquery(mine.values(name).annotate(total=Sum("amount")).values("total"), MONEY)
