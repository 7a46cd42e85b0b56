"""What must hold of dated rows, worked out on the rows themselves."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Protocol
from uuid import UUID

from django.core.exceptions import ValidationError

from safeloom.domain.partnership.models import DirectoryEntry
from safeloom.foundation.access.queries import brings_a_role
from safeloom.foundation.identity.models import Person
from safeloom.kernel.dates import show_date


class Days(Protocol):
    """Anything with a first and a last day, both included; None is open."""

    @property
    def start(self) -> date | None: ...

    @property
    def end(self) -> date | None: ...


class Span(Protocol):
    """Such a row, before it is written."""

    start: date | None
    end: date | None


def said(row: Days) -> str:
    """The days of a row in words: `from 1 April 2022 to 31 March 2023`."""
    begins = f"from {show_date(row.start)}" if row.start else ""
    ends = f"to {show_date(row.end)}" if row.end else ""
    return " ".join(filter(None, [begins, ends])) or "on every day"


def meet(one: Days, other: Days) -> bool:
    """Whether two rows hold on at least one common day."""
    return _not_after(one.start, other.end) and _not_after(other.start, one.end)


def in_order(row: Span) -> None:
    """Refuse a last day before the first."""
    if row.start and row.end and row.end < row.start:
        raise ValidationError({"end": "The last day is before the first day."})


def closes(row: Span, day: date) -> None:
    """End a row on `day`. Refused before its first day, and when it ends earlier already."""
    if row.end and row.end < day:
        raise ValidationError(
            {"day": f"It ends on {show_date(row.end)} already. Change its days instead."}
        )
    if row.start and day < row.start:
        raise ValidationError({"day": f"It began on {show_date(row.start)}, after this day."})
    row.end = day


def apart(row: Span, others: Iterable[Span], clash: Callable[[Span], str]) -> None:
    """Refuse a row that holds on a day on which one of `others` holds; `clash` words it."""
    for other in others:
        if meet(row, other):
            raise ValidationError({"start": clash(other)})


def within(row: Span, whole: Span, called: str) -> None:
    """Refuse a row that holds on a day on which `whole`, called so, does not exist."""
    if whole.start and (row.start is None or row.start < whole.start):
        day = show_date(whole.start)
        raise ValidationError({"start": f"{called} began on {day}. Give that day or a later one."})
    if whole.end and (row.end is None or row.end > whole.end):
        day = show_date(whole.end)
        raise ValidationError({"end": f"{called} ended on {day}. Give that day or an earlier one."})


def holds_all(whole: Span, rows: Iterable[Span], called: str) -> None:
    """Refuse days of `whole` that leave out days of what stands in it."""
    for row in rows:
        if whole.start and (row.start is None or row.start < whole.start):
            raise ValidationError(
                {"start": f"{called} {said(row)}. Give an earlier first day, or change that first."}
            )
        if whole.end and (row.end is None or row.end > whole.end):
            raise ValidationError(
                {"end": f"{called} {said(row)}. Give a later last day, or change that first."}
            )


def words(text: str, field: str, what: str) -> str:
    """A name or title with single spaces; refused when nothing is left or it is too long."""
    bare = " ".join(text.split())
    if not bare:
        raise ValidationError({field: f"Enter {what}."})
    if len(bare) > 120:
        raise ValidationError({field: f"Shorten {what} to 120 characters or fewer."})
    return bare


def identifier(read: Callable[[str], str], text: str, field: str) -> str:
    """A public code in its usual form, or empty. Refused with what its right form is."""
    if not text.strip():
        return ""
    try:
        return read(text)
    except ValueError as error:
        message = str(error)
        raise ValidationError({field: message[:1].upper() + message[1:] + "."}) from None


def known(people: Iterable[Person], partnerships: Iterable[UUID]) -> None:
    """Refuse a person who stands in none of these partnerships' directories."""
    wanted = {person.pk: person for person in people}
    entries = DirectoryEntry.objects.filter(person__in=wanted, partnership__in=partnerships)
    for missing in wanted.keys() - set(entries.values_list("person_id", flat=True)):
        raise ValidationError(
            {"person": f"Add {wanted[missing].name} to the people of the partnership first."}
        )


def not_for_oneself(giver: Person | None, person: Person, of: UUID) -> None:
    """Refuse a person who gives themselves a place (post, group) that brings a role with it: nobody
    widens what they themselves may do."""
    if giver is not None and giver.pk == person.pk and brings_a_role(of):
        raise ValidationError(
            {
                "person": "This brings a role with it, and nobody gives a role to themselves. "
                "Ask somebody else of the business unit."
            }
        )


def lasts_longer(row: Days, start: date | None, end: date | None) -> bool:
    """Whether these days hold one that the row's days do not."""
    earlier = row.start is not None and (start is None or start < row.start)
    return earlier or (row.end is not None and (end is None or end > row.end))


def _not_after(start: date | None, end: date | None) -> bool:
    return start is None or end is None or start <= end
