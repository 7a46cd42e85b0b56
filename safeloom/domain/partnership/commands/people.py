"""Adding people to a partnership's directory, changing what is said of them, and their leaving."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from safeloom.domain.partnership.commands import checks, dated
from safeloom.domain.partnership.models import (
    Chairing,
    DirectoryEntry,
    PostHolding,
    SeatHolding,
)
from safeloom.foundation.access.commands import grants
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.dated import DatedQuerySet
from safeloom.foundation.identity.models import Partnership, Person, Principal
from safeloom.foundation.records.commands import in_turn, next_revision


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """What is said of a person who is added. `start` is the first day in the directory, `since` what was
    said instead where that is no certain day."""

    name: str
    work_email: str = ""
    work_telephone: str = ""
    start: date | None = None
    since: str = ""


@transaction.atomic
def add(*, by: Person | None, partnership: Partnership, new: NewPerson) -> DirectoryEntry:
    """Add a person to the installation and to a partnership's directory. Refused when somebody in
    the directory has the same work e-mail."""
    (entry,) = write(partnership, [new])
    audit.write(
        by=by,
        verb="person.add",
        subject=str(entry.person_id),
        partnership=partnership,
        after={
            **audit.fields_of(entry.person.principal),
            **audit.fields_of(entry.person),
            "start": entry.start,
        },
    )
    return entry


@transaction.atomic
def add_many(
    *, by: Person | None, partnership: Partnership, new: Sequence[NewPerson]
) -> list[DirectoryEntry]:
    """Add many people at once, under one audit row; they come back in the same order."""
    entries = write(partnership, new)
    audit.write(
        by=by,
        verb="person.add_many",
        subject=f"{len(entries)} people",
        partnership=partnership,
        after={"people": [entry.person_id for entry in entries]},
    )
    return entries


@transaction.atomic
def enter(
    *,
    by: Person | None,
    partnership: Partnership,
    person: Person,
    start: date | None,
    end: date | None = None,
) -> DirectoryEntry:
    """Put somebody who exists already into (another) partnership's directory."""
    dated.locked(person)
    entry = DirectoryEntry(partnership=partnership, person=person, start=start, end=end)
    checks.in_order(entry)
    already = DirectoryEntry.objects.filter(partnership=partnership, person=person)
    checks.apart(
        entry, already, lambda other: f"They are in the directory {checks.said(other)} already."
    )
    entry.save()
    audit.write(
        by=by,
        verb="person.enter",
        subject=str(person.pk),
        partnership=partnership,
        after={"start": start, "end": end},
    )
    return entry


@transaction.atomic
def change(
    *,
    by: Person | None,
    partnership: Partnership,
    person: Person,
    seen: int | None,
    name: str,
    work_email: str,
    work_telephone: str,
) -> Person:
    """Change a person's name or how they are reached at work."""
    next_revision(person, seen)
    person = Person.objects.select_related("principal").get(pk=person.pk)
    with audit.changing(
        person,
        person.principal,
        by=by,
        verb="person.change",
        subject=str(person.pk),
        partnership=partnership,
    ):
        person.principal.name = checks.words(name, "name", "the person's name")
        person.work_email = _email(work_email)
        person.work_telephone = _telephone(work_telephone)
        alone([person], partnership)
        person.principal.save()
        person.save()
    return person


@transaction.atomic
def leave(
    *, by: Person | None, entry: DirectoryEntry, seen: int | None, day: date
) -> DirectoryEntry:
    """Say that a person left the partnership: `day` is the last in its directory, and the last of
    whatever posts, seats, chairs and roles by name they hold in it. Refused for the last business
    manager."""
    next_revision(entry, seen)
    partnership, person = entry.partnership, entry.person
    with audit.changing(
        entry, by=by, verb="person.leave", subject=str(person.pk), partnership=partnership
    ):
        entry.end = day
        checks.in_order(entry)
        dated.end_all(held_posts(person, partnership), day, "A post they are to hold")
        dated.end_all(held_seats(person, partnership), day, "A seat they are to hold")
        dated.end_all(held_chairs(person, partnership), day, "A chair they are to take")
        entry.save(update_fields=["end"])
    for grant in grants.lasting_after(person, partnership, day):
        grants.end_role(by=by, grant=grant, last_day=day)
    return entry


def held_posts(person: Person, partnership: Partnership) -> DatedQuerySet:
    """The posts a person held in a partnership's agencies."""
    return PostHolding.objects.filter(person=person, post__agency__record__partnership=partnership)


def held_seats(person: Person, partnership: Partnership) -> DatedQuerySet:
    """The seats a person held in a partnership's own groups."""
    return SeatHolding.objects.filter(person=person, seat__group__record__partnership=partnership)


def held_chairs(person: Person, partnership: Partnership) -> DatedQuerySet:
    """The chairs a person took in a partnership's own groups."""
    return Chairing.objects.filter(person=person, group__record__partnership=partnership)


def write(partnership: Partnership, new: Sequence[NewPerson]) -> list[DirectoryEntry]:
    """Write people by the rules of `add`, without an audit row: for a verb that writes its own."""
    names = [checks.words(one.name, "name", "the person's name") for one in new]
    principals = Principal.objects.bulk_create(
        Principal(kind=Principal.Kind.PERSON, name=name) for name in names
    )
    people = [
        Person(
            principal=principal,
            work_email=_email(one.work_email),
            work_telephone=_telephone(one.work_telephone),
        )
        for principal, one in zip(principals, new, strict=True)
    ]
    alone(people, partnership)
    Person.objects.bulk_create(people)
    return DirectoryEntry.objects.bulk_create(
        DirectoryEntry(partnership=partnership, person=person, start=one.start, since=one.since)
        for person, one in zip(people, new, strict=True)
    )


def alone(people: Sequence[Person], partnership: Partnership) -> None:
    """Refuse one work e-mail for two people of a directory: it is how one is told from the other."""
    in_turn(partnership)
    entries = DirectoryEntry.objects.filter(partnership=partnership).exclude(person__work_email="")
    others = entries.exclude(person__in=[person.pk for person in people])
    taken = {email.casefold() for email in others.values_list("person__work_email", flat=True)}
    for person in people:
        email = person.work_email.casefold()
        if email and email in taken:
            raise ValidationError({"work_email": "Somebody in the directory has this address."})
        taken.add(email)


def _email(text: str) -> str:
    address = text.strip()
    if address:
        try:
            validate_email(address)
        except ValidationError:
            raise ValidationError(
                {"work_email": "Enter a whole address, such as name@agency.example."}
            ) from None
    return address


def _telephone(text: str) -> str:
    number = " ".join(text.split())
    if len(number) > 30:
        raise ValidationError({"work_telephone": "Shorten the number to 30 characters or fewer."})
    return number
