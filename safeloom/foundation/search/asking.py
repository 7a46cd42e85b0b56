"""Asking the index: only what the person may see is found, counted or quoted."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import SEALED_TITLE
from safeloom.foundation.search import keeping
from safeloom.foundation.search.folding import code_of, fold, terms_of
from safeloom.foundation.search.models import SearchEntry
from safeloom.kernel.registry import SearchSource, offered, resolve

PAGE = 20
_ROOM = 140  # characters of a text that is quoted
_MOST_ASKED = 200
_POSTGRESQL = "SELECT id FROM foundation_searchentry WHERE found @@ %s::tsquery"
_SQLITE = "SELECT rowid FROM foundation_searchwords WHERE foundation_searchwords MATCH %s"


@dataclass(frozen=True)
class Hit:
    """Something found: its kind, what it is called, where it stands, and why it was found: which of
    its texts, and the words there (empty where the name says it)."""

    kind: str
    title: str
    detail: str
    reference: str
    url: str
    why: str
    words: str


@dataclass(frozen=True)
class Found:
    """A page of what was found, how much there is in all and of each kind (key, title, how many), and
    whether something written a moment ago is not in it yet."""

    hits: tuple[Hit, ...]
    total: int
    kinds: tuple[tuple[str, str, int], ...]
    pages: int
    waiting: bool


NOTHING = Found((), 0, (), 0, False)


def search(
    viewer: Viewer, partnership: Partnership, asked: str, *, kind: str = "", page: int = 1
) -> Found:
    """What the viewer may see of a partnership that has all the words asked for, or begins with them:
    first an exact reference, then what begins so, then other names, then other texts.

    `total` is of one `kind` where that is asked for. What was written before the call is found, unless
    more than `keeping.AT_ONCE` changes wait.
    """
    terms = terms_of(asked[:_MOST_ASKED])
    if not terms:
        return NOTHING
    late = False
    if keeping.waiting():
        keeping.take_in(everything=False)
        late = keeping.waiting()
    having = _having(SearchEntry.objects.all(), terms, asked)
    # To ask for access costs most: only of kinds that have such words at all.
    there = set(having.values_list("source", flat=True).distinct().order_by())
    sources = [source for source in offered(SearchSource) if source.key in there]
    allowed = Q(pk__in=[])
    for source in sources:
        rows = viewer.unsealed(resolve(source.rows)(viewer, partnership)).order_by()
        # Of the rows that match alone: a partnership has many more.
        rows = rows.filter(pk__in=having.filter(source=source.key).values("row"))
        allowed |= Q(source=source.key, row__in=rows.values("pk"))
    matching = having.filter(allowed)
    counts = dict(matching.values_list("source").annotate(Count("pk")).order_by())
    kinds = tuple((one.key, one.title, counts[one.key]) for one in sources if one.key in counts)
    if kind:
        matching = matching.filter(source=kind)
    total = counts.get(kind, 0) if kind else sum(counts.values())
    start = (max(page, 1) - 1) * PAGE
    ordered = matching.order_by(_rank(terms, asked), "name", "source", "row")
    by_key = {source.key: source for source in sources}
    hits = tuple(
        _hit(viewer, partnership, by_key[entry.source], entry, terms, asked)
        for entry in ordered[start : start + PAGE]
    )
    return Found(hits, total, kinds, -(-total // PAGE), late)


def _having(
    entries: "QuerySet[SearchEntry]", terms: Sequence[str], asked: str
) -> "QuerySet[SearchEntry]":
    """The entries whose words begin with each of the terms. (Terms are folded: letters and digits.)"""
    if connection.vendor == "postgresql":
        wanted = " & ".join(f"'{term}':*" for term in terms)
        keys = RawSQL(_POSTGRESQL, [wanted])  # noqa: S611 (constant, with a parameter)
    else:
        wanted = " AND ".join(f'"{term}"*' for term in terms)
        keys = RawSQL(_SQLITE, [wanted])  # noqa: S611
    return entries.filter(Q(pk__in=keys) | Q(code=code_of(asked)))


def _rank(terms: Sequence[str], asked: str) -> Case:
    named = Q()
    for term in terms:
        named &= Q(name__contains=f" {term}")
    return Case(
        When(code=code_of(asked), then=Value(0)),
        When(name__startswith=f" {fold(asked[:_MOST_ASKED])}", then=Value(1)),
        When(named, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )


def _hit(
    viewer: Viewer,
    partnership: Partnership,
    source: SearchSource,
    entry: SearchEntry,
    terms: Sequence[str],
    asked: str,
) -> Hit:
    why, words = _why(entry, terms, asked)
    return Hit(
        kind=source.noun,
        title=entry.title or SEALED_TITLE,
        detail=entry.detail,
        reference=entry.reference,
        url=resolve(source.address)(viewer, partnership, entry.place),
        why=why,
        words=words,
    )


def _why(entry: SearchEntry, terms: Sequence[str], asked: str) -> tuple[str, str]:
    if entry.code and entry.code == code_of(asked):
        return "Reference", ""
    if _tells(entry.title, terms):
        return "Name", ""
    parts = [line.partition("\t") for line in entry.parts.split("\n") if line]
    told = [(sum(_has(text, term) for term in terms), name, text) for name, _, text in parts]
    best = max(told, key=lambda one: one[0], default=(0, "", ""))
    if best[0]:
        return best[1], _around(best[2], terms)
    return "Details", ""


def _tells(text: str, terms: Sequence[str]) -> bool:
    return all(_has(text, term) for term in terms)


def _has(text: str, term: str) -> bool:
    return f" {term}" in f" {fold(text)}"


def _around(text: str, terms: Sequence[str]) -> str:
    """The words of a text around the first one that was asked for."""
    if len(text) <= _ROOM:
        return text
    words = text.split(" ")
    at = next(
        (place for place, word in enumerate(words) if any(_has(word, term) for term in terms)), 0
    )
    first = max(at - 6, 0)
    shown = " ".join(words[first : first + 24])[:_ROOM].rstrip()
    return f"{'… ' if first else ''}{shown} …"
