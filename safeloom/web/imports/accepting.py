"""Writing what was looked through, and undoing it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q

from safeloom.foundation.access.queries import roles_from
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.encryption.box import CannotOpen, seal, unseal
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.records.relations import relations_to
from safeloom.foundation.today import today
from safeloom.web.imports.journal import Journal, batches, digests, put_back, read_material
from safeloom.web.imports.looking import Preview
from safeloom.web.imports.models import Import, Upload

KEPT = timedelta(days=30)
_LISTED = 10
_NOT_YOURSELF = (
    "It would give you yourself a role. Ask somebody else of the business unit to undo it."
)


class AlreadyAccepted(Exception):
    """The held file was accepted by another request."""


class CannotUndo(Exception):
    """Something stands in the way of undoing; `reasons` say what, in words."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


@transaction.atomic
def accept(*, preview: Preview, by: Person | None, upload: Upload | None = None) -> Import:
    """Write the ready rows of a preview and let the held file go, all or nothing. Where every row was
    there already nothing is kept either, and the import that comes back is not saved. Raises
    `RowsRefused`, `ValidationError` or `Stale` where what is there has changed since."""
    kind, journal = preview.kind, Journal()
    if upload is not None and not Upload.objects.filter(pk=upload.pk).delete()[0]:
        raise AlreadyAccepted
    found = Import(
        partnership=kind.partnership,
        kind=kind.key,
        name=preview.name[:200],
        by=by,
        at=datetime.now(UTC),
        read=preview.read,
        new=preview.new,
        changed=preview.changed,
    )
    if preview.new or preview.changed:
        kind.write(preview.entries, by=by, name=preview.name, journal=journal)
    if journal:
        found.sealed = seal(journal.material(), found.bound_to)
        found.save(force_insert=True)
    return found


def latest(partnership: Partnership, kind: str) -> Import | None:
    """The last import of a kind that stands: the one that may be undone."""
    rows = Import.objects.filter(partnership=partnership, kind=kind, undone=None)
    return rows.order_by("-at", "-pk").first()


def found(partnership: Partnership, key: Any) -> Import | None:
    """An import of a partnership by its key."""
    rows = Import.objects.filter(partnership=partnership).select_related("by__principal")
    return rows.filter(pk=key).first()


def recent(partnership: Partnership, kinds: Iterable[str], person: Person | None) -> list[Import]:
    """The last imports of some kinds, and those a person made themselves, the latest first."""
    rows = Import.objects.filter(partnership=partnership).select_related("by__principal")
    return list(rows.filter(Q(kind__in=list(kinds)) | Q(by=person)).order_by("-at", "-pk")[:20])


def obstacles(found: Import) -> list[str]:
    """What stands in the way of undoing an import; empty where nothing does."""
    return _Undoing(found).obstacles()


@transaction.atomic
def undo(*, by: Person | None, found: Import) -> Import:
    """Take away what an import made, and put back what it changed, under one audit row. Raises
    `CannotUndo` where anything depends on it by now, or where whoever undoes it gets a role by that."""
    in_turn(found.partnership)
    found = Import.objects.select_related("partnership").get(pk=found.pk)
    undoing = _Undoing(found)
    if reasons := undoing.obstacles():
        raise CannotUndo(reasons)
    had = roles_from(by, today())
    undoing.do()
    if roles_from(by, today()) - had:
        raise CannotUndo([_NOT_YOURSELF])
    found.undone, found.sealed = datetime.now(UTC), b""
    found.save(update_fields=["undone", "sealed"])
    audit.write(
        by=by,
        verb="import.undo",
        subject=f"{found.kind} {found.pk}",
        partnership=found.partnership,
        after={"new": found.new, "changed": found.changed},
    )
    return found


def forget_old() -> int:
    """Let go of what undoing old imports would need, and of the names of their files; how many."""
    old = Import.objects.filter(at__lt=datetime.now(UTC) - KEPT).exclude(sealed=b"", name="")
    return old.update(sealed=b"", name="")


@dataclass
class _Undoing:
    """What undoing one import takes."""

    found: Import
    made: dict[str, dict[str, str]] = field(default_factory=dict)
    changed: dict[str, dict[str, list]] = field(default_factory=dict)

    def obstacles(self) -> list[str]:
        """Reasons, in words."""
        if self.found.undone:
            return ["It has been undone already."]
        last = latest(self.found.partnership, self.found.kind)
        if last is not None and last.pk != self.found.pk:
            return ["A later file was brought in. Undo that first."]
        try:
            sealed = unseal(self.found.sealed, self.found.bound_to)
        except CannotOpen:
            return [f"What undoing needs is kept for {KEPT.days} days, and is gone."]
        self.made, self.changed = read_material(sealed)
        return [*self._altered(), *self._depending()]

    def do(self) -> None:
        """Write it. Call `obstacles` first."""
        for label, rows in self.changed.items():
            model = apps.get_model(label)
            for batch in batches(list(rows)):
                there = list(model._base_manager.filter(pk__in=batch))
                for row in there:
                    put_back(row, rows[str(row.pk)][0])
                names = [each.name for each in model._meta.concrete_fields if not each.primary_key]
                model._base_manager.bulk_update(there, names)
        for label, rows in reversed(self.made.items()):
            model = apps.get_model(label)
            for batch in batches(list(rows)):
                # Nothing else points at these rows any more: no cascade to follow.
                there = model._base_manager.filter(pk__in=batch)
                there._raw_delete(there.db)

    def _altered(self) -> Iterable[str]:
        altered: list[tuple[str, str]] = []
        for label, rows in (*self.made.items(), *self.changed.items()):
            now = digests(label, list(rows))
            for key, kept in rows.items():
                then = kept if isinstance(kept, str) else kept[1]
                if now.get(key) != then:
                    altered.append((label, key))
        return _counted(altered, "was changed since", "were changed since")

    def _depending(self) -> Iterable[str]:
        depending: list[tuple[str, Any]] = []
        for label, rows in self.made.items():
            for relation in relations_to(apps.get_model(label)):
                depending += self._pointing(relation, list(rows))
        return _counted(depending, "depends on it", "depend on it")

    def _pointing(self, relation: Any, keys: list[str]) -> Iterable[tuple[str, Any]]:
        model, name = relation.related_model, relation.field.attname
        ours = self.made.get(model._meta.label, {})
        # A row that was only pointed at one of these by the import goes back to where it pointed.
        changed = self.changed.get(model._meta.label, {})
        for batch in batches(keys):
            rows = model._base_manager.filter(**{f"{name}__in": batch})
            for row in rows.only("pk"):
                if str(row.pk) not in ours and str(row.pk) not in changed:
                    yield model._meta.label, row.pk


def _called(label: str, key: Any) -> str:
    model = apps.get_model(label)
    row = model._base_manager.filter(pk=key).first()
    words = model._meta.verbose_name
    return f"{words} “{_short(row)}”" if row is not None else f"a {words} that is gone"


def _short(row: models.Model) -> str:
    text = str(row)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _counted(rows: list[tuple[str, Any]], one: str, many: str) -> Iterable[str]:
    once = list(dict.fromkeys(rows))
    if not once:
        return []
    listed = "; ".join(dict.fromkeys(_called(*each) for each in once[:_LISTED]))
    more = f" and {len(once) - _LISTED:,} more" if len(once) > _LISTED else ""
    return [f"{listed}{more} {one if len(once) == 1 else many}."]
