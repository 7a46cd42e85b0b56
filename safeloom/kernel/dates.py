"""Dates as they are read and written in England; a day is a local date in Europe/London."""

import re
from calendar import monthrange
from datetime import date, datetime
from zoneinfo import ZoneInfo

ENGLAND = ZoneInfo("Europe/London")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

# What may be meant by a day. The calendar's own first and last day have none before or after them to
# reckon with.
FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(2999, 12, 31)

_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun"
_WRITTEN = re.compile(
    rf"(?:(?:{_DAYS}),? )?([0-9]{{1,2}})(?:st|nd|rd|th)?[ -]([a-z]+)\.?,?[ -]([0-9]{{4}})"
)
_DIGITS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def today(instant: datetime) -> date:
    """What day it is in England at an instant. Raises `ValueError` for a time without a zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return instant.astimezone(ENGLAND).date()


def show_date(day: date) -> str:
    """`4 December 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def months_later(day: date, months: int) -> date:
    """The same day so many calendar months later, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def read_month(name: str) -> int | None:
    """The month (1 to 12) of a name or its short form (`Sep`, `Sept`), or None."""
    bare = name.strip().rstrip(".").casefold()
    if len(bare) < 3:
        return None
    for number, month in enumerate(MONTHS, start=1):
        if bare in (month.casefold(), month[:3].casefold()) or (bare == "sept" and number == 9):
            return number
    return None


def read_date(text: str) -> date:
    """Read `4 December 2026`, `4 Dec 2026`, `04/12/2026`, `4.12.2026` or `2026-12-04`.

    The day comes before the month, as in England. Raises `ValueError` saying what to write, also for a
    day outside `FIRST_DAY` to `LAST_DAY`.
    """
    bare = " ".join(text.split()).casefold()
    if match := _ISO.fullmatch(bare):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DIGITS.fullmatch(bare):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
    elif (match := _WRITTEN.fullmatch(bare)) and (named := read_month(match[2])):
        day, month, year = int(match[1]), named, int(match[3])
    else:
        raise ValueError(f"“{text.strip()}” is not a date; write it as 4 December 2026")
    try:
        found = date(year, month, day)
    except ValueError:
        raise ValueError(f"there is no {text.strip()} in the calendar; check the day") from None
    if not FIRST_DAY <= found <= LAST_DAY:
        raise ValueError(f"the year {year} cannot be meant by “{text.strip()}”; check the year")
    return found
