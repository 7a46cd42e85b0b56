"""A person's copy of what is kept of them: every row that points to them, in plain words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import models

from safeloom.foundation.encryption.fields import BlindIndexField
from safeloom.foundation.identity.models import Account, Partnership, Person, Principal
from safeloom.foundation.retention.relations import Part, Pointing, pointings, way_to_partnership
from safeloom.foundation.sealed.narrowing import without_sealed
from safeloom.foundation.today import ENGLAND
from safeloom.kernel.dates import show_date

ANOTHER = "Another person"
# What opens something, or is only for the machine.
_SECRET = {"password", "data", "digest", "sha256", "place", "revision", "seen_before", "extra_data"}
DONE_HEADINGS = ("What", "As", "When")


@dataclass(frozen=True)
class Table:
    """Rows of one kind, in words."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(person: Person, partnership: Partnership | None = None) -> list[Table]:
    """Everything that is kept about a person, a kind of row a table, those without rows left out; of one
    partnership, or (None, for the person) of all. Of what they only entered or answer for it is said
    what and when, as the row itself is about something else. Other people are not named, and one of a
    partnership holds nothing that hangs on a sealed record."""
    account = Account.objects.filter(person=person).first()
    found = [_table("Who they are", Person, [person], None, person, also=person.principal)]
    if account is not None:
        found.append(_table("Account", Account, [account], "person", person))
    for pointing in pointings():
        if pointing.part is Part.ABOUT:
            rows = list(_rows(pointing, person, account, partnership))
            if rows:
                title = str(pointing.model._meta.verbose_name_plural)
                found.append(_table(_sentence(title), pointing.model, rows, pointing.field, person))
    done = [
        line
        for pointing in pointings()
        if pointing.part is Part.DONE
        for line in _done(pointing, _rows(pointing, person, account, partnership))
    ]
    if done:
        found.append(Table("What they did, entered or answer for", DONE_HEADINGS, tuple(done)))
    return [table for table in found if table.rows]


def _rows(
    pointing: Pointing, person: Person, account: Account | None, partnership: Partnership | None
) -> Iterator[models.Model]:
    key = pointing.key_of(person, account)
    if key is None:
        return iter(())
    rows = pointing.model._base_manager.filter(**{pointing.field: key})
    if partnership is not None:
        way = way_to_partnership(pointing.model)
        if not way:
            return iter(())
        # Whoever makes it is not asked what they may open.
        rows = without_sealed(rows.filter(**{way: partnership}))
    # The words of a seat are those of its group's principal: read with the row.
    return rows.select_related(*_along(pointing.model)).order_by("pk").iterator(chunk_size=500)


@cache
def _along(model: type[models.Model], depth: int = 3) -> tuple[str, ...]:
    """What the rows of a model are called by, as lookups."""
    found: list[str] = []
    for field in model._meta.concrete_fields:
        there = field.related_model
        if there is not None and there is not model and field.name in {*_shown(model), "principal"}:
            found.append(field.name)
            if depth > 1:
                found += [f"{field.name}__{more}" for more in _along(there, depth - 1)]
    return tuple(found)


@cache
def _shown(model: type[models.Model]) -> tuple[str, ...]:
    """The fields that a copy holds."""
    return tuple(
        field.name
        for field in model._meta.concrete_fields
        if field.name not in _SECRET
        and not isinstance(field, models.UUIDField | models.BinaryField | BlindIndexField)
        and not (field.primary_key and not field.is_relation)
    )


def _table(
    title: str,
    model: type[models.Model],
    rows: Sequence[models.Model],
    pointer: str | None,
    person: Person,
    also: models.Model | None = None,
) -> Table:
    names = [name for name in _shown(model) if name not in (pointer, "principal")]
    headings = [_sentence(str(model._meta.get_field(name).verbose_name)) for name in names]
    lines = [tuple(_words(row, name, person) for name in names) for row in rows]
    if also is not None:
        headings = ["Name", *headings]
        lines = [(str(also), *line) for line in lines]
    return Table(title, tuple(headings), tuple(lines))


def _words(row: models.Model, name: str, person: Person) -> str:
    field = row._meta.get_field(name)
    value: Any = getattr(row, name)
    if field.is_relation:
        return _named(value, person)
    if getattr(field, "choices", None):
        return str(getattr(row, f"get_{name}_display")())
    return _plain(value)


def _named(value: Any, person: Person) -> str:
    if value is None:
        return ""
    key = value.person_id if isinstance(value, Account) else value.pk
    if key == person.pk:
        return person.name
    somebody = isinstance(value, Person | Account) or (
        isinstance(value, Principal) and value.kind == Principal.Kind.PERSON
    )
    return ANOTHER if somebody else str(value)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        local = value.astimezone(ENGLAND)
        return f"{show_date(local.date())}, {local:%H:%M}"
    return show_date(value) if isinstance(value, date) else str(value)


def _done(pointing: Pointing, rows: Iterator[models.Model]) -> Iterator[tuple[str, ...]]:
    what = _sentence(str(pointing.model._meta.verbose_name))
    as_ = _sentence(str(pointing.model._meta.get_field(pointing.field).verbose_name))
    when = next(
        (
            field.name
            for kind in (models.DateTimeField, models.DateField)
            for field in pointing.model._meta.concrete_fields
            if isinstance(field, kind)
        ),
        "",
    )
    for row in rows:
        verb = getattr(row, "verb", "")
        yield f"{what}: {verb}" if verb else what, as_, _plain(getattr(row, when)) if when else ""


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
