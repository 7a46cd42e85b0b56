"""Pounds and pence: exact, shown as accounts show them, with brackets for less than nothing."""

from decimal import Decimal

from .rounding import round_half_up

NOTHING = Decimal("0.00")
PENNY = Decimal("0.01")
POUND = Decimal(1)


def penny(amount: Decimal | int | None) -> Decimal:
    """The amount at whole pennies, half up; nothing for None. (SQLite adds decimals up as binary
    numbers: what it gives is exact once it is at whole pennies again.)"""
    return NOTHING if amount is None else round_half_up(Decimal(amount), 2)


def money_words(amount: Decimal) -> str:
    """`£1,234`, `£1,234.50` where there are pence, `(£1,234)` for less than nothing."""
    exact = penny(amount)
    bare = abs(exact)
    shown = f"{bare:,.0f}" if bare == bare.to_integral_value() else f"{bare:,.2f}"
    return f"(£{shown})" if exact < 0 else f"£{shown}"


def printed_money(amount: Decimal) -> str:
    """The same without the sign of the pound, for a column headed by it: `1,234`, `(1,234.50)`."""
    return money_words(amount).replace("£", "")
