"""What every entry of money is checked for."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError

from safeloom.domain.finance.definitions import Side
from safeloom.domain.finance.models import FinancialYear, Head
from safeloom.domain.partnership.models import Group
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.commands import in_turn
from safeloom.kernel.dates import show_date
from safeloom.kernel.money import penny

MOST = Decimal(1_000_000_000)


def open_year(here: Partnership, day: date, field: str = "day") -> FinancialYear:
    """The year a day lies in, locked until the command ends. Refused, at `field`, where there is none or
    it is closed."""
    rows = FinancialYear.objects.filter(partnership=here)
    found = rows.filter(start__lte=day, end__gte=day).first()
    if found is None:
        raise ValidationError(
            {field: f"No financial year holds {show_date(day)}. Add that year first."}
        )
    return still_open(found, field)


def still_open(year: FinancialYear, field: str = "") -> FinancialYear:
    """The year as it is now, locked until the command ends. Refused where it is closed."""
    in_turn(year)
    year.refresh_from_db()
    if year.closed is not None:
        words = (
            f"{year} is closed and stays as it is. Enter it on a day of a year that is open, and say "
            f"there that it puts {year} right."
        )
        raise ValidationError({field: words} if field else words)
    return year


def amount(value: Decimal, field: str = "amount", *, below: bool = False) -> Decimal:
    """An amount at whole pennies: above nothing, or (`below`) anything but nothing."""
    if penny(value) != value:
        raise ValidationError({field: "Enter pounds and pence, such as 1,234.50."})
    if value == 0 or (value < 0 and not below):
        raise ValidationError({field: "Enter an amount above nothing."})
    if abs(value) >= MOST:
        raise ValidationError({field: "Enter an amount below £1,000,000,000."})
    return penny(value)


def words(text: str, field: str, what: str, most: int = 200) -> str:
    """A text on one line, which there must be."""
    said = " ".join(text.split())
    if not said:
        raise ValidationError({field: f"Enter {what}."})
    if len(said) > most:
        raise ValidationError({field: f"Enter {most} characters or fewer."})
    return said


def head_of(here: Partnership, head: Head, side: str, day: date, field: str = "head") -> Head:
    """A head of a side that takes something new on a day."""
    ended = head.ended or (head.parent.ended if head.parent else None)
    if head.partnership_id != here.pk or head.side != side or (ended and ended < day):
        raise ValidationError({field: f"Select a head of {Side(side).label.lower()} in use."})
    return head


def group_of(here: Partnership, group: Group | None) -> Group | None:
    """A group of this partnership."""
    if group is not None and group.record.partnership_id != here.pk:
        raise ValidationError({"group": "Select a group of this partnership."})
    return group


def not_later(day: date, today: date, field: str = "day") -> date:
    """A day that has come."""
    if day > today:
        raise ValidationError({field: "Enter a day that has come."})
    return day


def puts_right(here: Partnership, adjusts: FinancialYear | None) -> FinancialYear | None:
    """The closed year that an entry puts right."""
    if adjusts is not None and (adjusts.partnership_id != here.pk or adjusts.closed is None):
        raise ValidationError({"adjusts": "Select a year that is closed."})
    return adjusts
