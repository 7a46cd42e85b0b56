"""The words of the partnership's money. What is stored is the first of each pair."""

from django.db.models import TextChoices


class Side(TextChoices):
    """On which side of the account a head stands."""

    INCOME = "income", "Income"
    EXPENDITURE = "expenditure", "Expenditure"


class Pace(TextChoices):
    """How spending on a head runs through the year; the forecast follows it."""

    COMES = "comes", "As it comes"
    EVEN = "even", "Evenly through the year, such as salaries"


class Told(TextChoices):
    """How a part of an agreement was told; see `kernel.shares`."""

    AMOUNT = "amount", "An amount"
    PERCENT = "percent", "A percentage"
    WEIGHT = "weight", "A share of the rest"


class Step(TextChoices):
    """What was decided about spending."""

    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn"


class State(TextChoices):
    """Where spending stands, worked out from its steps and payments."""

    WAITING = "waiting", "Waiting for approval"
    COMMITTED = "committed", "Committed"
    PART_PAID = "part-paid", "Partly paid"
    PAID = "paid", "Paid"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn"


# Within how many days an invoice is to be paid, and which difference from the budget is flagged, in
# per cent, where a year says nothing else.
TERM_DAYS = 30
FLAG_PERCENT = 5
# A forecast of what runs evenly needs so many days of the year behind it.
EVEN_AFTER = 90
