"""What the compact and the induction pack tell at home."""

from datetime import date, datetime

from safeloom.domain.partnership.models import DirectoryEntry
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.kernel.registry import HomeLine
from safeloom.systems.compact.queries import compact, induction
from safeloom.systems.compact.views.acting import address


def mine(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """What a member is to sign and to read. At most 5 queries."""
    return _asked(partnership, viewer.person, viewer.day)


def progress(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """For the unit: how many have signed the version in force. At most 3 queries."""
    if not viewer.may("compact.follow", partnership.pk):
        return []
    version = compact.in_force(partnership, viewer.day)
    if version is None:
        return []
    signed, many = compact.count_signed(version, viewer.day)
    if signed == many:
        return []
    return [
        HomeLine(
            f"{signed} of {many} members have signed the compact",
            address("signatures", partnership, version.record.reference) + "?state=not-signed",
            detail=str(version),
        )
    ]


def digest(person: Person, day: date) -> list[HomeLine]:
    """The same as `mine`, in all the partnerships a person is known in."""
    entries = DirectoryEntry.objects.filter(person=person).select_related("partnership")
    return [line for entry in entries for line in _asked(entry.partnership, person, day)]


def _asked(partnership: Partnership, person: Person | None, day: date) -> list[HomeLine]:
    lines = []
    version = compact.to_sign(partnership, person, day)
    if version is not None:
        url = address("sign", partnership, version.record.reference)
        lines.append(HomeLine("Sign the compact", url, detail=str(version)))
    left, many = induction.to_read(partnership, person, day)
    if left:
        words = f"{left} of {many} items left"
        url = address("induction", partnership)
        lines.append(HomeLine("Read your induction pack", url, detail=words))
    return lines
