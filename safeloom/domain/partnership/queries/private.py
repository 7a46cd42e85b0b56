"""Private contacts, as one partnership was given them."""

from safeloom.domain.partnership.models import DirectoryEntry
from safeloom.domain.partnership.queries.order import LATEST_FIRST
from safeloom.foundation.encryption.fields import exactly
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.identity.private import PrivateContact


def contact_of(partnership: Partnership, person: Person) -> PrivateContact | None:
    """What a partnership keeps of a person; to show it is a command, which writes the look down."""
    return PrivateContact.objects.filter(partnership=partnership, person=person).first()


def is_kept(partnership: Partnership, person: Person) -> bool:
    """Whether anything private is kept of a person."""
    return PrivateContact.objects.filter(partnership=partnership, person=person).exists()


def with_exactly(partnership: Partnership, text: str) -> list[DirectoryEntry]:
    """The latest entry of each person whose private number or address says exactly this, by name."""
    found = PrivateContact.objects.filter(
        exactly(PrivateContact, "telephone", text) | exactly(PrivateContact, "address", text),
        partnership=partnership,
    )
    rows = DirectoryEntry.objects.filter(partnership=partnership, person__in=found.values("person"))
    rows = rows.select_related("person__principal", "partnership")
    newest: dict = {}
    for entry in rows.order_by("person__principal__name", LATEST_FIRST, "-pk"):
        newest.setdefault(entry.person_id, entry)
    return list(newest.values())
