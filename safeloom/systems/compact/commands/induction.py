"""Induction packs: what is in them, and that it was read."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from safeloom.domain.partnership.models import Group
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.files.commands import keep_file
from safeloom.foundation.files.queries import may_download
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, next_revision, open_record
from safeloom.foundation.today import today
from safeloom.systems.compact.models import InductionItem, InductionReceipt
from safeloom.systems.compact.queries import induction as queries
from safeloom.systems.compact.queries import members


@dataclass(frozen=True, kw_only=True)
class Item:
    """What is to be read: a text in Markdown, a link, a file, or several of these."""

    title: str
    text: str = ""
    link: str = ""
    file: File | None = None
    order: int = 0


@transaction.atomic
def add_item(
    *, by: Person | None, partnership: Partnership, group: Group, item: Item
) -> InductionItem:
    """Add to a group's induction pack; whoever holds a seat there is asked to read it. Raises
    ValidationError at `group`, `title`, `text` or `file`."""
    if group.record.partnership_id != partnership.pk:
        raise ValidationError({"group": "Select a group of this partnership."})
    _check(item, has_file=False)
    record = open_record(
        partnership=partnership, kind="induction", prefix="IN", title=item.title.strip()
    )
    added = InductionItem.objects.create(
        record=record,
        partnership=partnership,
        group=group,
        text=item.text.strip(),
        link=item.link.strip(),
        order=item.order,
    )
    if item.file is not None:
        keep_file(by=by, record=record, upload=item.file, title=item.title)
    _audit(by, added, "induction.add", group=group.record.reference)
    return added


@transaction.atomic
def change_item(
    *, by: Person | None, item: InductionItem, seen: int | None, to: Item, again: bool
) -> InductionItem:
    """Change an item; with `again` everybody is asked to read it again. A new file takes the place of
    the one there, and always asks again. Raises ValidationError, `Stale`."""
    next_revision(item.record, seen)
    file = queries.file_of(item)
    _check(to, has_file=file is not None)
    item.record.title = to.title.strip()
    item.record.save(update_fields=["title"])
    item.text, item.link, item.order = to.text.strip(), to.link.strip(), to.order
    if again or to.file is not None:
        item.version += 1
    item.save(update_fields=["text", "link", "order", "version"])
    if to.file is not None:
        keep_file(by=by, record=item.record, upload=to.file, title=to.title, replaces=file)
    _audit(by, item, "induction.change", version=item.version)
    return item


@transaction.atomic
def withdraw_item(*, by: Person | None, item: InductionItem, seen: int | None) -> InductionItem:
    """Take an item out of its pack; who read it stays known. Raises `Stale`."""
    next_revision(item.record, seen)
    item.withdrawn = today()
    item.save(update_fields=["withdrawn"])
    _audit(by, item, "induction.withdraw", withdrawn=item.withdrawn)
    return item


@transaction.atomic
def read_item(*, by: Person, item: InductionItem, version: int) -> InductionReceipt:
    """Say that one has read a version of an item. Saying it again changes nothing. Raises
    ValidationError: withdrawn, not asked, another version by now, or a file that cannot be read yet."""
    in_turn(item.record)
    item = InductionItem.objects.select_related("record", "partnership").get(pk=item.pk)
    if item.withdrawn is not None:
        raise ValidationError("It has been taken out of the pack. There is nothing more to do.")
    if item.group_id not in members.groups_of(by, item.partnership, today()):
        raise ValidationError("You hold no seat in the group this is for.")
    if item.version != version:
        raise ValidationError("It was changed while you read it. Read it again.")
    file = queries.file_of(item)
    if file is not None and not may_download(file):
        raise ValidationError("Its file cannot be read yet. Try again in a few minutes.")
    receipt, new = InductionReceipt.objects.get_or_create(
        item=item, version=version, person=by, defaults={"at": datetime.now(UTC)}
    )
    if new:
        _audit(by, item, "induction.read", version=version)
    return receipt


def _check(item: Item, *, has_file: bool) -> None:
    if not item.title.strip():
        raise ValidationError({"title": "Enter the title."})
    if not item.text.strip() and not item.link.strip() and item.file is None and not has_file:
        raise ValidationError({"text": "Write what is to be read, or give a link or a file."})


def _audit(by: Person | None, item: InductionItem, verb: str, **after) -> None:
    audit.write(by=by, verb=verb, record=item.record, after=after)
