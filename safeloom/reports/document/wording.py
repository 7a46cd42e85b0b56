"""Words that every rendering shares."""

from datetime import date

STATES = {"met": "Included", "partly": "Partly included", "missing": "Not included"}
NO_ROWS = "Nothing is recorded here."
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def long_date(day: date) -> str:
    """A date as it is printed: 4 December 2026, whatever the machine's locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
