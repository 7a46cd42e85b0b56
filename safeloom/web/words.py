"""Dates, numbers and lists as Safeloom writes them."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from safeloom.kernel.dates import show_date
from safeloom.kernel.rag import Rag


def date_words(day: date | datetime | None) -> str:
    """`4 December 2026`; the local date of an instant; an empty string for nothing."""
    if day is None or day == "":
        return ""
    if isinstance(day, datetime) and timezone.is_aware(day):
        day = timezone.localtime(day)
    return show_date(day)


def moment_words(moment: datetime | None) -> str:
    """`4 December 2026 at 14:05`, local time; an empty string for nothing."""
    if moment is None or moment == "":
        return ""
    if timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    return f"{date_words(moment)} at {moment:%H:%M}"


def thousands(number: int | Decimal | None) -> str:
    """`12,345` or `-1,234.50`, the decimals as they came; an empty string for nothing."""
    return "" if number is None or number == "" else f"{number:,}".replace("-", "−")


def count_words(count: int, one: str, many: str) -> str:
    """`no agencies`, `1 agency`, `1,200 agencies`."""
    return f"no {many}" if count == 0 else f"{thousands(count)} {one if count == 1 else many}"


def rating(value: Rag | str | None) -> Rag:
    """The rating a value stands for: itself, its name, or not known."""
    key = str(getattr(value, "value", value) or "none").lower()
    return Rag(key) if key in {one.value for one in Rag} else Rag.NONE


def list_words(parts: Sequence[str]) -> str:
    """`a, b and c`."""
    parts = list(parts)
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def lower_first(words: str) -> str:
    """The words for the middle of a sentence: `Name` becomes `name`, `ODS code` stays."""
    if words.startswith("I ") or (len(words) > 1 and not words[1].islower() and words[1] != " "):
        return words
    return words[:1].lower() + words[1:]
