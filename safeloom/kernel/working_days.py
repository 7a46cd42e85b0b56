"""Working days: Monday to Friday, but for the bank holidays of England and Wales.

Source: Banking and Financial Dealings Act 1971, schedule 1, and the proclamations since, as published on
gov.uk/bank-holidays. A day that only a later proclamation moves or adds must be written in here.
"""

from datetime import date, timedelta
from functools import cache

# Proclaimed once: added, or moved from the usual day to another.
_ADDED = {
    date(2011, 4, 29),  # a royal wedding
    date(2012, 6, 5),  # a diamond jubilee
    date(2022, 6, 3),  # a platinum jubilee
    date(2022, 9, 19),  # a state funeral
    date(2023, 5, 8),  # a coronation
}
_MOVED = {
    date(2012, 5, 28): date(2012, 6, 4),
    date(2020, 5, 4): date(2020, 5, 8),
    date(2022, 5, 30): date(2022, 6, 2),
}
_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Whether a day is neither a Saturday, a Sunday nor a bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England and Wales in a year (from 1978 on, when the present ones began)."""
    easter = _easter(year)
    usual = [
        _next_weekday(date(year, 1, 1)),
        easter - 2 * _DAY,
        easter + _DAY,
        _monday(date(year, 5, 1)),
        _monday(date(year, 5, 25)),
        _monday(date(year, 8, 25)),
    ]
    christmas = _next_weekday(date(year, 12, 25))
    boxing = _next_weekday(date(year, 12, 26))
    if boxing == christmas:
        boxing += _DAY
    # Where the 25th is a Sunday its substitute comes after the 26th, which keeps its own day.
    if date(year, 12, 25).weekday() == 6:
        christmas, boxing = date(year, 12, 27), date(year, 12, 26)
    found = {_MOVED.get(day, day) for day in [*usual, christmas, boxing]}
    return frozenset(found | {day for day in _ADDED if day.year == year})


def _next_weekday(day: date) -> date:
    while day.weekday() > 4:
        day += _DAY
    return day


def _monday(first: date) -> date:
    """The first Monday from a day on."""
    return first + timedelta(days=-first.weekday() % 7)


def _easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian computus (Meeus, Jones and Butcher)."""
    century, of_century = divmod(year, 100)
    leaps, left = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * (year % 19) + century - leaps - correction + 15) % 30
    quarters, rest = divmod(of_century, 4)
    weekday = (32 + 2 * left + 2 * quarters - epact - rest) % 7
    late = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, before = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, before + 1)
