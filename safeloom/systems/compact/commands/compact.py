"""Publishing, changing and signing the compact."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.db.models import Max

from safeloom.domain.partnership.models import Group
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.files.commands import keep_file
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, next_revision, open_record
from safeloom.foundation.today import today
from safeloom.systems.compact.models import CompactGroup, CompactSignature, CompactVersion
from safeloom.systems.compact.queries import compact as queries


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a version says: `text` in Markdown, a file, or both; from when, and whom it asks."""

    title: str
    in_force_from: date
    groups: Collection[Group]
    text: str = ""
    file: File | None = None


@transaction.atomic
def publish(*, by: Person | None, partnership: Partnership, words: Words) -> CompactVersion:
    """Publish a version of the compact. From its day on every member of its groups is asked to sign it,
    whatever they signed before. Raises ValidationError at `text`, `file`, `groups` or `in_force_from`."""
    in_turn(partnership)
    _check(partnership, words, None)
    if not words.text.strip() and words.file is None:
        raise ValidationError({"text": "Write the compact, or choose a file that holds it."})
    rows = CompactVersion.objects.filter(partnership=partnership)
    version = CompactVersion.objects.create(
        record=open_record(
            partnership=partnership, kind="compact", prefix="CO", title=words.title.strip()
        ),
        partnership=partnership,
        number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
        text=words.text.strip(),
        in_force_from=words.in_force_from,
        published_by=by,
    )
    _ask(version, words.groups)
    if words.file is not None:
        keep_file(by=by, record=version.record, upload=words.file, title=words.title)
    _audit(by, version, "compact.publish", number=version.number, since=version.in_force_from)
    return version


@transaction.atomic
def change(
    *, by: Person | None, version: CompactVersion, seen: int | None, words: Words
) -> CompactVersion:
    """Change a version that nobody has signed; a file given takes the place of the one there. Once it
    is signed only the groups may be others (`choose_groups`). Raises ValidationError, `Stale`."""
    next_revision(version.record, seen)
    in_turn(version.record)
    if version.signatures.exists():
        raise ValidationError("It has been signed, so it stays as it is. Publish a new version.")
    _check(version.partnership, words, version)
    file = queries.file_of(version)
    if not words.text.strip() and words.file is None and file is None:
        raise ValidationError({"text": "Write the compact, or choose a file that holds it."})
    version.record.title = words.title.strip()
    version.record.save(update_fields=["title"])
    version.text, version.in_force_from = words.text.strip(), words.in_force_from
    version.save(update_fields=["text", "in_force_from"])
    _ask(version, words.groups)
    if words.file is not None:
        said = {"title": words.title, "replaces": file}
        keep_file(by=by, record=version.record, upload=words.file, **said)
    _audit(by, version, "compact.change", since=version.in_force_from)
    return version


@transaction.atomic
def choose_groups(
    *, by: Person | None, version: CompactVersion, seen: int | None, groups: Collection[Group]
) -> CompactVersion:
    """Ask the members of other groups; signatures that are there stay. Raises ValidationError at
    `groups`, `Stale`."""
    next_revision(version.record, seen)
    _check_groups(version.partnership, groups)
    _ask(version, groups)
    _audit(by, version, "compact.ask", groups=sorted(group.record.reference for group in groups))
    return version


@transaction.atomic
def sign(*, by: Person, version: CompactVersion, name: str, content: str) -> CompactSignature:
    """Sign the version in force as oneself, under one's typed name. `content` is the hash of what was
    shown. Raises ValidationError at `name`, or alone: not in force, not asked, signed already, changed
    since it was shown, or a file that cannot be read yet."""
    in_turn(version.record)
    day = today()
    if queries.in_force(version.partnership, day) != version:
        raise ValidationError("Another version is in force now. Go back and read that one.")
    if not queries.is_asked(version, by, day):
        raise ValidationError("You hold no seat in a group that signs the compact.")
    if queries.signature_of(version, by):
        raise ValidationError("You have signed it already.")
    file = queries.file_of(version)
    if not queries.can_be_read(file):
        raise ValidationError("Its file cannot be read yet. Try again in a few minutes.")
    if content != queries.content_of(version, file):
        raise ValidationError("It was changed while you read it. Read it again, then sign.")
    if _plain(name) != _plain(by.name):
        raise ValidationError({"name": f"Enter your name as it stands here: {by.name}"})
    signature = CompactSignature.objects.create(
        version=version, person=by, name=name.strip(), at=datetime.now(UTC), content=content
    )
    _audit(by, version, "compact.sign", content=content)
    return signature


def _check(partnership: Partnership, words: Words, version: CompactVersion | None) -> None:
    if not words.title.strip():
        raise ValidationError({"title": "Enter the title."})
    same = CompactVersion.objects.filter(partnership=partnership, in_force_from=words.in_force_from)
    if version is not None:
        same = same.exclude(pk=version.pk)
    if same.exists():
        raise ValidationError(
            {"in_force_from": "Another version is in force from this day. Choose another day."}
        )
    _check_groups(partnership, words.groups)


def _check_groups(partnership: Partnership, groups: Collection[Group]) -> None:
    if not groups:
        raise ValidationError({"groups": "Select at least one group whose members sign."})
    if any(group.record.partnership_id != partnership.pk for group in groups):
        raise ValidationError({"groups": "Select groups of this partnership."})


def _ask(version: CompactVersion, groups: Collection[Group]) -> None:
    wanted = {group.pk for group in groups}
    version.asks.exclude(group__in=wanted).delete()
    there = set(version.asks.values_list("group_id", flat=True))
    CompactGroup.objects.bulk_create(
        CompactGroup(version=version, group_id=key) for key in sorted(wanted - there)
    )


def _plain(name: str) -> str:
    """A name for comparing: capitals, spaces and the form of apostrophes do not matter."""
    return " ".join(name.replace("’", "'").casefold().split())


def _audit(by: Person | None, version: CompactVersion, verb: str, **after) -> None:
    audit.write(by=by, verb=verb, record=version.record, after=after)
