"""Making one person of two entries, without losing anything that pointed at either."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q

from safeloom.domain.partnership.models import DirectoryEntry, PersonAlias, PostHolding
from safeloom.foundation.access.models import Grant
from safeloom.foundation.access.queries import reaches
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.encryption.fields import sealed_fields
from safeloom.foundation.identity.models import (
    Account,
    HeldDraft,
    Membership,
    Partnership,
    PasswordLink,
    Person,
    Principal,
)
from safeloom.foundation.identity.private import PrivateContact
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.records.relations import relations_to, written_once


@dataclass(frozen=True)
class Line:
    """Of the rows of one kind that point at the second entry: how many follow to the first, and how many
    stay because they are never altered or the first has the same."""

    words: str
    follow: int
    stay: int


def plan(*, keep: Person, other: Person) -> list[Line]:
    """What would follow from `other` to `keep`, by kind of row; nothing is written."""
    lines: dict[str, list[int]] = {}
    for relation in followed():
        rows = _rows(relation, other)
        many = rows.count()
        if not many:
            continue
        words = str(relation.related_model._meta.verbose_name_plural)
        told = lines.setdefault(words, [0, 0])
        free = many if relation.related_model in _COALESCED else len(_free(relation, keep, other))
        told[0] += free
        told[1] += many - free
    for relation in _kept_as_written():
        if many := _rows(relation, other).count():
            words = str(relation.related_model._meta.verbose_name_plural)
            lines.setdefault(words, [0, 0])[1] += many
    return [Line(words, *told) for words, told in sorted(lines.items())]


def obstacles(
    *, by: Person | None, partnership: Partnership, keep: Person, other: Person
) -> list[str]:
    """Why two entries cannot be made one here, in words; empty where they can."""
    if keep.pk == other.pk:
        return ["Choose two different entries."]
    if by is not None and by.pk in (keep.pk, other.pk):
        return ["Nobody merges their own entry. Ask another business manager."]
    if PersonAlias.objects.filter(person__in=[keep, other]).exists():
        return ["One of the two was merged already."]
    if by is None:
        return []
    elsewhere = DirectoryEntry.objects.filter(person__in=[keep, other]).exclude(
        partnership=partnership
    )
    if elsewhere.exists() or (reaches(keep) | reaches(other)) - {partnership.pk}:
        return [
            "One of the two is known in another partnership too: ask who keeps the installation."
        ]
    return []


@transaction.atomic
def merge(
    *,
    by: Person | None,
    partnership: Partnership,
    keep: Person,
    other: Person,
    close_account: bool = False,
) -> Person:
    """Make one person of two: all that points at `other` points at `keep` from now on. `other` stays as
    a name for what is never altered, and its address leads to `keep`.

    Where both have an account, that of `other` is closed if `close_account` says so, and otherwise it
    is refused. Raises `ValidationError`.
    """
    in_turn(keep, other)
    if reasons := obstacles(by=by, partnership=partnership, keep=keep, other=other):
        raise ValidationError(reasons[0])
    moved: dict[str, int] = {}
    _accounts(keep, other, close_account)
    _fill_blanks(keep, other)
    for model, coalesce in _COALESCED.items():
        moved[model._meta.label] = coalesce(keep, other)
    for relation in followed():
        if relation.related_model in _COALESCED:
            continue
        free = _free(relation, keep, other)
        if free:
            rows = relation.related_model._base_manager.filter(pk__in=free)
            rows.update(**{relation.field.attname: keep.pk})
            label = relation.related_model._meta.label
            moved[label] = moved.get(label, 0) + len(free)
    PersonAlias.objects.filter(kept=other).update(kept=keep)
    PersonAlias.objects.create(
        person=other, kept=keep, partnership=partnership, at=datetime.now(UTC)
    )
    audit.write(
        by=by,
        verb="person.merge",
        subject=str(keep.pk),
        partnership=partnership,
        after={"merged": other.pk, "rows": sum(moved.values()), "account_closed": close_account},
    )
    return keep


def _kept_as_written() -> list[Any]:
    """The relations whose rows are never altered: they stay with the second entry's name."""
    relations = [each for model in (Principal, Person) for each in relations_to(model)]
    return [each for each in relations if written_once(each.related_model)]


def followed() -> list[Any]:
    """Every relation whose rows follow when two people are made one: all that there are, but for what
    makes them what they are, their accounts, and what is never altered."""
    found = []
    for model in (Principal, Person):
        for relation in relations_to(model):
            related = relation.related_model
            identity = related._meta.pk.name == relation.field.name and model is Principal
            if identity or related in (Account, PersonAlias) or written_once(related):
                continue
            found.append(relation)
    return found


def _rows(relation: Any, person: Person) -> models.QuerySet:
    return relation.related_model._base_manager.filter(**{relation.field.attname: person.pk})


def _free(relation: Any, keep: Person, other: Person) -> list[Any]:
    """The keys of the rows that can follow: those that `keep` has no same one of."""
    model, field = relation.related_model, relation.field
    rows = _rows(relation, other)
    taken = Q(pk__in=[])
    for names in _unique_with(model, field):
        rest = [name for name in names if name != field.name]
        if not rest:
            if _rows(relation, keep).exists():
                return []
            continue
        for values in _rows(relation, keep).values(*rest):
            taken |= Q(**values)
    if field.primary_key and any(
        each.related_model._base_manager.filter(**{each.field.attname: other.pk}).exists()
        for each in relations_to(model)
    ):
        return []
    return list(rows.exclude(taken).values_list("pk", flat=True))


def _unique_with(model: type[models.Model], field: models.Field) -> Iterable[Sequence[str]]:
    """The sets of fields that are unique together with one. A condition is left aside: then more
    stays than must."""
    if field.unique:
        yield [field.name]
    for names in model._meta.unique_together:
        if field.name in names:
            yield names
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and field.name in constraint.fields:
            yield constraint.fields


def _accounts(keep: Person, other: Person, close: bool) -> None:
    theirs = Account.objects.filter(person=other).first()
    if theirs is None:
        return
    if not Account.objects.filter(person=keep).exists():
        Account.objects.filter(pk=theirs.pk).update(person=keep)
        return
    if theirs.is_active and not close:
        raise ValidationError("Both have an account. Say that the second one is to be closed.")
    theirs.is_active = False
    # A session is bound to the password's hash: with a new one every session is over.
    theirs.set_unusable_password()
    theirs.save(update_fields=["is_active", "password"])
    PasswordLink.objects.filter(account=theirs).delete()
    HeldDraft.objects.filter(account=theirs).delete()


def _fill_blanks(keep: Person, other: Person) -> None:
    """Take over how the second entry is reached where the first does not say."""
    keep.refresh_from_db()
    other.refresh_from_db()
    for name in ("work_email", "work_telephone"):
        if not getattr(keep, name) and getattr(other, name):
            setattr(keep, name, getattr(other, name))
            setattr(other, name, "")
    keep.revision += 1
    other.revision += 1
    other.save()
    keep.save()
    mine = {row.partnership_id: row for row in PrivateContact.objects.filter(person=keep)}
    for row in PrivateContact.objects.filter(person=other):
        there = mine.get(row.partnership_id)
        if there is None:
            continue
        for field in sealed_fields(PrivateContact):
            if not getattr(there, field.name):
                setattr(there, field.name, getattr(row, field.name))
        there.revision += 1
        there.save()


def _coalesced(
    rows: Sequence[Any], keep: Person, person: str, place: Callable[[Any], Any]
) -> list[tuple[Any, list[Any]]]:
    """Of rows that hold from a day to a day, those of one place that meet or follow on one another as
    one: the row that stays, with its days, and those it takes the place of."""
    by_place: dict[Any, list[Any]] = {}
    for row in rows:
        by_place.setdefault(place(row), []).append(row)
    found = []
    for same in by_place.values():
        same.sort(key=lambda row: (row.start or date.min, getattr(row, person) != keep.pk))
        stays, gone = same[0], []
        for row in same[1:]:
            if stays.end is None or (row.start or date.min) <= stays.end + timedelta(days=1):
                ends = None if None in (stays.end, row.end) else max(stays.end, row.end)
                stays.end = ends
                gone.append(row)
            else:
                found.append((stays, gone))
                stays, gone = row, []
        found.append((stays, gone))
    return found


def _take_the_place(stays: models.Model, gone: Sequence[models.Model]) -> None:
    """Remove the rows that became one with another; what pointed at them points at that one."""
    keys = [row.pk for row in gone]
    for relation in relations_to(type(stays)):
        pointing = relation.related_model._base_manager
        name = relation.field.attname
        pointing.filter(**{f"{name}__in": keys}).update(**{name: stays.pk})
    type(stays)._base_manager.filter(pk__in=keys).delete()


def _directory(keep: Person, other: Person) -> int:
    rows = list(DirectoryEntry.objects.filter(person__in=[keep, other]))
    many = sum(row.person_id == other.pk for row in rows)
    for stays, gone in _coalesced(rows, keep, "person_id", lambda row: row.partnership_id):
        since = [row.since for row in (stays, *gone) if row.since]
        _take_the_place(stays, gone)
        stays.person = keep
        stays.since = stays.since or (since[0] if since else "")
        stays.revision += 1
        stays.save()
    return many


def _posts(keep: Person, other: Person) -> int:
    held = PostHolding.objects.filter(person__in=[keep, other]).select_related("membership")
    rows = list(held)
    many = sum(row.person_id == other.pk for row in rows)
    for stays, gone in _coalesced(rows, keep, "person_id", lambda row: row.post_id):
        memberships = [row.membership_id for row in gone]
        _take_the_place(stays, gone)
        Membership.objects.filter(pk__in=memberships).delete()
        stays.person = keep
        stays.revision += 1
        stays.save()
        Membership.objects.filter(pk=stays.membership_id).update(
            member=keep.pk, start=stays.start, end=stays.end
        )
    return many


def _grants(keep: Person, other: Person) -> int:
    rows = list(Grant.objects.filter(principal_id__in=[keep.pk, other.pk]))
    many = sum(row.principal_id == other.pk for row in rows)

    def place(row: Grant) -> tuple:
        return row.partnership_id, row.role, row.over_id

    for stays, gone in _coalesced(rows, keep, "principal_id", place):
        _take_the_place(stays, gone)
        stays.principal_id = keep.pk
        stays.save()
    return many


# Rows of which nobody has two of one kind on one day: those that meet become one, with the days of both.
_COALESCED: dict[type[models.Model], Callable[[Person, Person], int]] = {
    DirectoryEntry: _directory,
    PostHolding: _posts,
    Grant: _grants,
}
