"""Versions of the compact, and who signed them."""

import hashlib
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.files.queries import files_of, may_download
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.systems.compact.models import CompactGroup, CompactSignature, CompactVersion
from safeloom.systems.compact.queries import members

SEE = "compact.see"


def versions(
    viewer: Viewer, partnership: Partnership, permission: str = SEE
) -> QuerySet[CompactVersion]:
    """The versions of a partnership, the latest first."""
    rows = CompactVersion.objects.select_related("record__partnership", "partnership")
    return viewer.rows(permission, rows, partnership.pk).order_by("-in_force_from")


def in_force(partnership: Partnership, day: date) -> CompactVersion | None:
    """The version in force on a day: of those that began by then, the last."""
    rows = CompactVersion.objects.filter(partnership=partnership, in_force_from__lte=day)
    return rows.select_related("record__partnership").order_by("-in_force_from").first()


def file_of(version: CompactVersion) -> StoredFile | None:
    """The file with its words, if it has one."""
    return next(iter(files_of(version.record)), None)


def content_of(version: CompactVersion, file: StoredFile | None) -> str:
    """The hash of what is signed: title, text and file."""
    told = "\0".join([version.title, version.text, file.sha256 if file else ""])
    return hashlib.sha256(told.encode()).hexdigest()


def can_be_read(file: StoredFile | None) -> bool:
    """Whether a member can read all of what they are asked to sign: a file that is held they cannot."""
    return file is None or may_download(file)


def groups_asked(version: CompactVersion) -> QuerySet:
    """The keys of the groups whose members a version asks."""
    return CompactGroup.objects.filter(version=version).values("group_id")


def is_asked(version: CompactVersion, person: Person | None, day: date) -> bool:
    """Whether a person is asked to sign a version: they hold a seat in one of its groups on the day."""
    if person is None:
        return False
    return members.seats_held(groups_asked(version), day).filter(person=person).exists()


def signature_of(version: CompactVersion, person: Person | None) -> CompactSignature | None:
    """How a person signed a version, or None."""
    if person is None:
        return None
    return CompactSignature.objects.filter(members.done_by(person), version=version).first()


def to_sign(partnership: Partnership, person: Person | None, day: date) -> CompactVersion | None:
    """The version in force that waits for a person's signature, or None."""
    version = in_force(partnership, day)
    if version is None or not is_asked(version, person, day):
        return None
    return None if signature_of(version, person) else version


def signers(version: CompactVersion, day: date) -> QuerySet[Person]:
    """Whom a version asks on a day and who signed it, each once: with the instant as `signed` (None:
    not), whether they are asked as `asked`, their seats as `seats_now`, and `signs_in`."""
    groups = groups_asked(version)
    held = members.seats_held(groups, day)
    signed = CompactSignature.objects.filter(members.done_by(OuterRef("pk")), version=version)
    rows = (
        Person.objects.filter(merged_into__isnull=True)
        .annotate(
            signed=Subquery(signed.values("at")[:1]),
            asked=Exists(held.filter(person=OuterRef("pk"))),
        )
        .filter(Q(asked=True) | Q(signed__isnull=False))
    )
    return members.with_groups(rows, groups, day).order_by("principal__name")


def count_signed(version: CompactVersion, day: date) -> tuple[int, int]:
    """How many of those asked on a day have signed by its end, and how many are asked. 2 queries."""
    asked = Person.objects.filter(
        pk__in=members.seats_held(groups_asked(version), day).values("person_id")
    )
    signed = CompactSignature.objects.filter(
        members.done_by(OuterRef("pk")), version=version, at__date__lte=day
    )
    return asked.filter(Exists(signed)).count(), asked.count()


def group_choices(version: CompactVersion) -> list[tuple[str, str]]:
    """The groups a version asks, as choices."""
    rows = version.asks.select_related("group__principal").order_by("group__principal__name")
    return [(str(each.group_id), each.group.name) for each in rows]


def in_group(people: QuerySet[Person], group: str, day: date) -> QuerySet[Person]:
    """Of these people those who hold a seat in a group on a day."""
    return people.filter(pk__in=members.seats_held([UUID(group)], day).values("person_id"))
