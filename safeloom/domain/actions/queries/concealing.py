"""What an action tells to whoever may not open the sealed record it comes from: its reference and its
due date, and nothing else."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Exists,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)

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
    sealed = _sources(
        model._base_manager.filter(partnership=partnership),
        partnership,
        sensitivity=Record.Sensitivity.SEALED,
    )
    return _seen(viewer, partnership, sealed)


def hiding(opened: Collection[UUID]) -> Q:
    """The actions that tell no more than reference and due date to whoever may open of the sealed
    records only these."""
    return SEALED & ~Q(source__in=list(opened))


def naming(
    rows: QuerySet[Any], viewer: Viewer, partnership: Partnership, opened: Collection[UUID]
) -> Q:
    """Of these actions those whose source the viewer may be told of: see `_named`."""
    return _named(rows, viewer, partnership, opened, "source__")


def sources_named(
    rows: QuerySet[Any], viewer: Viewer, partnership: Partnership, keys: Collection[UUID]
) -> QuerySet[Record]:
    """Of the records of these keys, which these actions come from, those the viewer may be told of."""
    opened = opened_sources(viewer, partnership)
    found = Record.objects.filter(pk__in=keys)
    return found.filter(_named(rows, viewer, partnership, opened, ""))


def _named(
    rows: QuerySet[Any],
    viewer: Viewer,
    partnership: Partnership,
    opened: Collection[UUID],
    source: str,
) -> Q:
    """The records at the path `source` that may be named: whoever holds the permission to see a
    kind of record over the whole partnership sees its ordinary ones; anybody else those their page shows
    them. One query, and one for each kind that is seen in part; none where all are seen."""
    kinds = offered(RecordKind)
    whole = [kind.key for kind in kinds if viewer.may_everywhere(kind.see, partnership.pk)]
    ordinary = Q(**{f"{source}sensitivity": Record.Sensitivity.ORDINARY})
    others = _sources(
        rows,
        partnership,
        sensitivity=Record.Sensitivity.ORDINARY,
        kind__in={kind.key for kind in kinds}.difference(whole),
    )
    named = [*opened, *_seen(viewer, partnership, others)]
    return (ordinary & Q(**{f"{source}kind__in": whole})) | Q(**{f"{source}pk__in": named})


def _sources(rows: QuerySet[Any], partnership: Partnership, **of: Any) -> dict[str, list[UUID]]:
    """The records of a partnership that any of these rows come from, by kind. Asked of the records: what
    actions come from is some hundreds, actions may be tens of thousands."""
    come = rows.filter(source=OuterRef("pk")).order_by()
    found: dict[str, list[UUID]] = {}
    for kind, key in (
        Record.objects.filter(Exists(come), partnership=partnership, **of)
        .order_by()
        .values_list("kind", "pk")
    ):
        found.setdefault(kind, []).append(key)
    return found


def _seen(
    viewer: Viewer, partnership: Partnership, by_kind: Mapping[str, Collection[UUID]]
) -> set[UUID]:
    """Of these records, by kind, those the viewer may see: one query for each kind."""
    found: set[UUID] = set()
    for kind in offered(RecordKind) if by_kind else ():
        if kind.key in by_kind:
            rows = resolve(kind.rows)(viewer, partnership, kind.see)
            found.update(rows.filter(record__in=by_kind[kind.key]).values_list("record", flat=True))
    return found


def with_concealed(
    rows: QuerySet[Action], viewer: Viewer, partnership: Partnership
) -> QuerySet[Action]:
    """Actions with `hidden`; `told`, the wording where a list may tell it (one from a sealed record is
    read on its own page, once a reason was given); and `named`, whether the source may be. Two queries
    beforehand, and one for each kind of sealed record, or of record seen in part, among the sources."""
    opened = opened_sources(viewer, partnership)
    hides = hiding(opened)
    names = naming(rows, viewer, partnership, opened)
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
