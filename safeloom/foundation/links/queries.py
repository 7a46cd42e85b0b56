"""What a record is linked to, as far as the viewer may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.links.models import Link
from safeloom.foundation.records.models import Record
from safeloom.kernel.registry import LinkKind, RecordKind, offered, resolve


@dataclass(frozen=True)
class Linked:
    """Another record, what it is to this one in `words`, its page, and the link, where one was made by
    hand."""

    words: str
    record: Record
    url: str
    made: Link | None = None


def kinds_by_hand() -> list[LinkKind]:
    """The kinds of link that people make."""
    return [kind for kind in offered(LinkKind) if not kind.pairs]


def seen(viewer: Viewer, here: Partnership, records: Iterable[Record]) -> dict[UUID, str]:
    """Of these records those the viewer may see from a partnership, with the address of their page. One
    query for each kind of record among them."""
    by_kind: dict[str, list[UUID]] = {}
    for record in records:
        by_kind.setdefault(record.kind, []).append(record.pk)
    found: dict[UUID, str] = {}
    for kind in offered(RecordKind):
        if keys := by_kind.get(kind.key):
            rows = resolve(kind.rows)(viewer, here, kind.see).filter(record__in=keys)
            address = resolve(kind.address)
            found |= {row.record_id: address(here, row) for row in rows}
    return found


def linked_to(
    viewer: Viewer, here: Partnership, record: Record, leaving_out: Iterable[str] = ()
) -> list[Linked]:
    """All that a record is linked to and the viewer may see, in the order of the kinds; without the kinds
    of some keys. One query, one for each kind that follows from rows, one for each kind of record found.
    """
    skipped = {*leaving_out}
    pairs = [
        (kind, each, None)
        for kind in offered(LinkKind)
        if kind.pairs and kind.key not in skipped
        for each in resolve(kind.pairs)(record)
    ]
    kinds = {kind.key: kind for kind in kinds_by_hand()}
    for made in links_of(record):
        if made.kind in kinds:
            pairs.append((kinds[made.kind], (made.source, made.target), made))
    others = [_other(record, pair) for _, pair, _ in pairs]
    places = seen(viewer, here, others)
    pairs.sort(key=lambda each: each[0].order)
    return [
        Linked(_words(record, kind, pair), other, places[other.pk], made)
        for kind, pair, made in pairs
        for other in [_other(record, pair)]
        if other.pk in places
    ]


def links_of(record: Record) -> list[Link]:
    """The links made by hand from or to a record."""
    rows = Link.objects.select_related("source", "target", "source__partnership")
    return list((rows.filter(source=record) | rows.filter(target=record)).distinct())


def named(here: Partnership, reference: str) -> Record | None:
    """The record of a partnership with a reference, however it is written; whether the viewer may see it
    is asked elsewhere."""
    wanted = reference.strip().upper()
    return Record.objects.filter(partnership=here, reference=wanted).first()


def link_for(viewer: Viewer, here: Partnership, pk: UUID) -> tuple[Link, dict[UUID, str]] | None:
    """A link with the addresses of its two records, if the viewer may see both."""
    rows = Link.objects.select_related("source__partnership", "target")
    made = rows.filter(source__partnership=here, pk=pk).first()
    if made is None:
        return None
    places = seen(viewer, here, [made.source, made.target])
    return (made, places) if len(places) == 2 else None


def _other(record: Record, pair: tuple[Record, Record]) -> Record:
    return pair[1] if pair[0].pk == record.pk else pair[0]


def _words(record: Record, kind: LinkKind, pair: tuple[Record, Record]) -> str:
    return kind.forward if pair[0].pk == record.pk else kind.backward
