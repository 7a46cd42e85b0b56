"""What an action tells to whoever may not open the sealed record it comes from: its reference and its
due date, and nothing else."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Case, F, Model, Q, QuerySet, TextField, Value, When

from safeloom.domain.actions.models import Action
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.kernel.registry import RecordKind, offered, resolve

SEALED = Q(source__sensitivity=Record.Sensitivity.SEALED)


def opened_sources(
    viewer: Viewer, partnership: Partnership, model: type[Model] = Action
) -> set[UUID]:
    """The sealed records actions (or the rows of another `model` with a `source`) come from that the
    viewer may open: one query, and one for each kind of record among them."""
    sealed: dict[str, list[UUID]] = {}
    rows = model._base_manager.filter(SEALED, partnership=partnership)
    for kind, key in rows.values_list("source__kind", "source").distinct():
        sealed.setdefault(kind, []).append(key)
    found: set[UUID] = set()
    for kind in offered(RecordKind) if sealed else ():
        if kind.key in sealed:
            seen = resolve(kind.rows)(viewer, partnership, kind.see)
            keys = seen.filter(record__in=sealed[kind.key]).values_list("record", flat=True)
            found.update(keys)
    return found


def hiding(opened: Collection[UUID]) -> Q:
    """The actions that tell no more than reference and due date to whoever may open of the sealed
    records only these."""
    return SEALED & ~Q(source__in=list(opened))


def naming(viewer: Viewer, partnership: Partnership, opened: Collection[UUID]) -> Q:
    """The actions whose source the viewer may be told of: whoever holds the permission to see a kind of
    record over the whole partnership sees its ordinary ones; anybody else those their page shows them."""
    kinds = offered(RecordKind)
    whole = [kind.key for kind in kinds if viewer.may_everywhere(kind.see, partnership.pk)]
    ordinary = Q(source__sensitivity=Record.Sensitivity.ORDINARY)
    found = Q(source__in=list(opened)) | (ordinary & Q(source__kind__in=whole))
    for kind in kinds:
        if kind.key not in whole and viewer.may(kind.see, partnership.pk):
            seen = resolve(kind.rows)(viewer, partnership, kind.see)
            found |= ordinary & Q(source__kind=kind.key, source__in=seen.values("record"))
    return found


def with_concealed(
    rows: QuerySet[Action], viewer: Viewer, partnership: Partnership
) -> QuerySet[Action]:
    """Actions with `hidden`; `told`, the wording where a list may tell it (one from a sealed record is
    read on its own page, once a reason was given); and `named`, whether the source may be. One query
    beforehand, and one for each kind of sealed record among the sources."""
    opened = opened_sources(viewer, partnership)
    hides = hiding(opened)
    names = naming(viewer, partnership, opened)
    return rows.annotate(
        hidden=Case(When(hides, then=Value(True)), default=Value(False)),
        told=Case(When(SEALED, then=Value("")), default=F("wording"), output_field=TextField()),
        named=Case(When(names, then=Value(True)), default=Value(False)),
    )


def is_hidden(viewer: Viewer, partnership: Partnership, action: Action) -> bool:
    """Whether an action tells a viewer no more than its reference and due date."""
    source = action.source
    if source is None or source.sensitivity != Record.Sensitivity.SEALED:
        return False
    return source.pk not in opened_sources(viewer, partnership)
