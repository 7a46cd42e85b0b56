"""Private telephone numbers and addresses: kept, shown and sought, each time under an audit row that
says who and whose, never what."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.models import DirectoryEntry
from safeloom.domain.partnership.queries import private as queries
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.encryption.blind import telephone as digits
from safeloom.foundation.encryption.fields import CANNOT_BE_OPENED, shown
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.identity.private import PrivateContact
from safeloom.foundation.records.commands import Stale, in_turn, next_revision

FIELDS = ("telephone", "address")


@transaction.atomic
def keep(
    *,
    by: Person | None,
    partnership: Partnership,
    person: Person,
    seen: int | None,
    telephone: str,
    address: str,
) -> PrivateContact:
    """Keep a person's private telephone number and address; empty takes away. `seen` is 0 where
    nothing was there. What cannot be opened stays as it is until something is entered in its place."""
    new = {"telephone": _telephone(telephone), "address": _address(address)}
    in_turn(person)
    contact = queries.contact_of(partnership, person)
    if contact is None:
        if seen:
            raise Stale
        contact = PrivateContact(partnership=partnership, person=person)
    else:
        next_revision(contact, seen)
    with audit.changing(
        contact,
        by=by,
        verb="private-contact.keep",
        subject=f"private contact of {person.pk}",
        partnership=partnership,
    ):
        for field, text in new.items():
            if text or shown(contact, field) != CANNOT_BE_OPENED:
                setattr(contact, field, text)
        contact.save()
    return contact


@transaction.atomic
def show(*, by: Person | None, partnership: Partnership, person: Person) -> PrivateContact | None:
    """A person's private contact for somebody who looks at it; None where none is kept."""
    audit.write(
        by=by,
        verb="private-contact.show",
        subject=f"shown: private contact of {person.pk}",
        partnership=partnership,
    )
    return queries.contact_of(partnership, person)


@transaction.atomic
def find(*, by: Person | None, partnership: Partnership, text: str) -> list[DirectoryEntry]:
    """The people whose private telephone number or address is exactly this, by name."""
    found = queries.with_exactly(partnership, text)
    people: list[UUID] = [entry.person_id for entry in found]
    audit.write(
        by=by,
        verb="private-contact.find",
        subject=f"{len(people)} found",
        partnership=partnership,
        after={"people": people},
    )
    return found


def _telephone(text: str) -> str:
    number = " ".join(text.split())
    if number and not 6 <= len(digits(number)) <= 20:
        raise ValidationError({"telephone": "Enter a whole number, such as 0117 496 0123."})
    if len(number) > 40:
        raise ValidationError({"telephone": "Shorten the number to 40 characters or fewer."})
    return number


def _address(text: str) -> str:
    lines = [" ".join(line.split()) for line in text.splitlines()]
    whole = "\n".join(line for line in lines if line)
    if len(whole) > 300:
        raise ValidationError({"address": "Shorten the address to 300 characters or fewer."})
    return whole
