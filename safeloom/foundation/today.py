"""What day it is where partnerships work."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

ENGLAND = ZoneInfo("Europe/London")


def today() -> date:
    """The local date in England now."""
    return datetime.now(ENGLAND).date()
