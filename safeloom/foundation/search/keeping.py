"""Keeping the index true: what was written since is looked at again, or everything is.

A change is written down by the database in the transaction that makes it, so none is lost and none counts
that was not made. Whoever takes changes in does so alone: an older state never covers a newer one.
"""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction

from safeloom.foundation.search.definitions import Searchable
from safeloom.foundation.search.folding import code_of, fold
from safeloom.foundation.search.models import SearchChange, SearchEntry
from safeloom.foundation.search.watching import ALL, place_of
from safeloom.kernel.registry import SearchSource, offered, resolve

AT_ONCE = 1000
_SAID = (
    "partnership_id",
    "reference",
    "title",
    "detail",
    "place",
    "parts",
    "name",
    "code",
    "words",
)
_LONGEST = 200_000  # characters of the words of a row, far below what PostgreSQL takes
_LOCK = 0x5EA7C4  # any number that nothing else locks


def waiting() -> bool:
    """Whether anything was written that the index does not know yet."""
    return SearchChange.objects.exists()


@transaction.atomic
def take_in(most: int = AT_ONCE, *, everything: bool = True) -> int:
    """Look again at the rows of the oldest changes; how many changes that were. Where everything is to
    be looked through, that is done, or left to another with `everything` False: it takes long."""
    _alone()
    waiting = SearchChange.objects.order_by("pk")
    changes = list((waiting if everything else waiting.exclude(place=ALL))[:most])
    if not changes:
        return 0
    SearchChange.objects.filter(pk__in=[change.pk for change in changes]).delete()
    if any(change.place == ALL for change in changes):
        _look_through()
        return len(changes)
    written: dict[str, set[UUID]] = {}
    for change in changes:
        if change.key is not None:
            written.setdefault(change.place, set()).add(change.key)
    for source in offered(SearchSource):
        _look_again(source, written)
    return len(changes)


@transaction.atomic
def rebuild() -> int:
    """Look through everything; how many entries were missing, wrong or of no row. Not counted is what
    was waiting to be taken in."""
    _alone()
    SearchChange.objects.all().delete()
    return _look_through()


def after_restore() -> str:
    """Have everything looked through: the index is in no backup."""
    SearchChange.objects.all().delete()
    SearchChange.objects.create(place=ALL)
    return "The search is made again by the next tick."


def _alone() -> None:
    """Wait until nobody else takes changes in, until this transaction ends. SQLite has one writer."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _look_again(source: SearchSource, written: dict[str, set[UUID]]) -> None:
    rows = _rows(source)
    keys: set[UUID] = set()
    for watch in source.watches:
        found = written.get(place_of(watch), set())
        if found:
            keys |= set(rows.filter(**{f"{watch.path}__in": found}).values_list("pk", flat=True))
            if watch.path == "pk":
                keys |= found  # also those that are gone
    for some in _pieces(sorted(keys)):
        _compare(source, some)


def _look_through() -> int:
    wrong = 0
    for source in offered(SearchSource):
        entries = SearchEntry.objects.filter(source=source.key)
        keys = {*_rows(source).values_list("pk", flat=True), *entries.values_list("row", flat=True)}
        wrong += sum(_compare(source, some) for some in _pieces(sorted(keys)))
    offers = [source.key for source in offered(SearchSource)]
    return wrong + SearchEntry.objects.exclude(source__in=offers).delete()[0]


def _compare(source: SearchSource, keys: Collection[UUID]) -> int:
    """Make the entries of these rows what they should be; how many were not."""
    said: Iterable[Searchable] = resolve(source.entries)(_rows(source).filter(pk__in=keys))
    wanted = {one.row: _entry(source, one) for one in said}
    standing = {
        entry.row: entry for entry in SearchEntry.objects.filter(source=source.key, row__in=keys)
    }
    wrong = [
        entry
        for row, entry in wanted.items()
        if row not in standing or _state(standing[row]) != _state(entry)
    ]
    gone = [entry.pk for row, entry in standing.items() if row not in wanted]
    SearchEntry.objects.bulk_create(
        wrong, update_conflicts=True, unique_fields=["source", "row"], update_fields=_SAID
    )
    SearchEntry.objects.filter(pk__in=gone).delete()
    return len(wrong) + len(gone)


def _entry(source: SearchSource, one: Searchable) -> SearchEntry:
    known = SearchEntry(
        source=source.key,
        row=one.row,
        partnership_id=one.partnership,
        reference=one.reference[:40],
        place=one.place[:200],
        code=code_of(one.reference)[:60],
        words=fold(one.reference),
    )
    if one.sealed:
        return known
    known.title, known.detail = one.title[:300], one.detail[:300]
    known.parts = "\n".join(f"{name}\t{' '.join(text.split())}" for name, text in one.parts if text)
    known.name = f" {fold(known.title)}"[:320]
    texts = (one.reference, one.title, one.detail, *(text for _, text in one.parts))
    known.words = " ".join(filter(None, map(fold, texts)))[:_LONGEST]
    return known


def _state(entry: SearchEntry) -> tuple[object, ...]:
    return tuple(getattr(entry, field) for field in _SAID)


def _rows(source: SearchSource) -> "models.QuerySet[models.Model]":
    return apps.get_model(source.model)._base_manager.all()


def _pieces(keys: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
