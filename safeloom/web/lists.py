"""The list page: declare what it shows; searching, filtering, sorting, paging and taking away follow.

See README.md for an example. Queries: one for the count, one for the rows (two where there are more
than a page of them: which rows, then those), plus what the queryset prefetches and what the choices of
the filters ask; never more with more rows.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from safeloom.web import exports
from safeloom.web.list_asking import Asked, read
from safeloom.web.list_showing import Showing
from safeloom.web.words import rating

Choices = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Column:
    """A column, on the page and in the file alike.

    `value` is a callable of the row or a path of attributes ("agency.name"); `sort` an ORM path or
    several, None where the column cannot be sorted by; `link` a callable of the row that gives an
    address. `export` is a callable of the row where the file should hold something else than the
    page. `kind` is `text`, `number`, `date`, `rag` or `long`: what people typed or a machine wrote, of any
    length, whose words may be broken where the page would grow wider than its window.
    """

    heading: str
    value: Callable[[Any], Any] | str
    sort: str | Sequence[str] | None = None
    link: Callable[[Any], str] | None = None
    export: Callable[[Any], Any] | None = None
    kind: str = "text"

    @property
    def name(self) -> str:
        """What stands in the address when the list is sorted by this column."""
        return slugify(self.heading)

    def read(self, row: Any) -> Any:
        """What the row holds: a callable at the end of a path is called."""
        if callable(self.value):
            return self.value(row)
        found = row
        for part in self.value.split("."):
            found = getattr(found, part, None)
            found = found() if callable(found) and not isinstance(found, Model) else found
        return found

    def taken(self, row: Any) -> str | int | Decimal | date | None:
        """What the file holds; for a rating its word."""
        if self.export:
            return self.export(row)
        found = self.read(row)
        return rating(found).word if self.kind == "rag" else found

    @property
    def sort_paths(self) -> tuple[str, ...]:
        """The ORM paths to order by, none when the column cannot be sorted by."""
        if not self.sort:
            return ()
        return (self.sort,) if isinstance(self.sort, str) else tuple(self.sort)


@dataclass(frozen=True)
class Filter:
    """A choice that narrows the list. `choices` are pairs of value and words, or a function of the
    request that gives them; `apply` is the ORM path that has the chosen value, or a function of the
    queryset and the value."""

    name: str
    label: str
    choices: Choices | Callable[[HttpRequest], Choices]
    apply: str | Callable[[QuerySet, str], QuerySet]

    def offered(self, request: HttpRequest) -> list[tuple[str, str]]:
        """What can be chosen."""
        found = self.choices(request) if callable(self.choices) else self.choices
        return [(str(key), said) for key, said in found]

    def narrowed(self, rows: QuerySet, value: str) -> QuerySet:
        """The rows with a chosen value."""
        if callable(self.apply):
            return self.apply(rows, value)
        return rows.filter(**{self.apply: value})


@dataclass(frozen=True)
class Typed:
    """Something typed that narrows the list. `kind` is `text`, or `day` where a date is meant: `apply`
    takes the queryset and the text or the date."""

    name: str
    label: str
    apply: Callable[[QuerySet, Any], QuerySet]
    kind: str = "text"


@dataclass(frozen=True)
class Choosing:
    """Rows of a list may be chosen for something: `value` is a callable of the row that gives what is sent
    as `chosen` (empty: the row cannot be chosen), `words` those of the button, `called` what a row is said
    to be where its value stands nowhere in it. Where it leads is the context's `choose_url`; without one
    nothing can be chosen."""

    value: Callable[[Any], str]
    words: str
    called: Callable[[Any], str] | None = None


@dataclass(frozen=True)
class ListPage:
    """What a list is about. The first column is the row's name and should carry the link.

    `noun` is one and many ("agency", "agencies"). `search` holds ORM paths to text, to-one only, so
    that no row comes twice, or functions of a word that give a Q. `sentence` takes the state (`total`,
    `words`, `chosen`, `as_at`) and gives the sentence above the rows; without it the sentence is made
    of noun, date and filters. `empty` says what will stand here, and `begin` holds `(words, address)`
    of how to begin. `as_at` adds the date control; the queryset handed to `list_response` is then a
    callable of the date. `prepare` takes the rows of a page, or of a file a batch at a time, before they
    are told: for what is worked out for many rows at once.
    """

    title: str
    columns: Sequence[Column]
    noun: tuple[str, str] = ("row", "rows")
    search: Sequence[str | Callable[[str], Q]] = ()
    filters: Sequence[Filter] = ()
    typed: Sequence[Typed] = ()
    sentence: Callable[[Any], str] | None = None
    default_order: str | Sequence[str] = ()
    page_size: int = 50
    empty: str = "There is nothing here yet."
    begin: Sequence[tuple[str, str]] = ()
    as_at: bool = False
    exports: bool = True
    choosing: Choosing | None = None
    prepare: Callable[[Sequence[Any]], None] | None = None


def list_response(
    request: HttpRequest,
    page: ListPage,
    queryset: QuerySet | Callable[[date], QuerySet],
    *,
    shown: Callable[[QuerySet], QuerySet] | None = None,
    template: str = "web/list.html",
    **context: Any,
) -> HttpResponse:
    """The list as a page, or as the file `?export=csv` or `?export=xlsx` asks for.

    `queryset` must hold only rows the viewer may see. `shown` adds what only the rows shown or taken
    away need, where a list is long and joining it to all of them is dear: nothing that the list is
    searched, filtered or sorted by, and no row more or less. Further context: `trail` (breadcrumbs, pairs
    of words and address), `actions` (pairs, the first one is the page's button). What cannot be
    done as asked (an unknown filter value, sort, page, date or format) is said, with status 400.
    """
    asked: Asked = read(request, page)
    if not asked.problems:
        rows = asked.narrowed(queryset(asked.as_at.day) if callable(queryset) else queryset)
        more = shown or (lambda rows: rows)
        if asked.export:
            return exports.file_response(asked.export, page, more(rows), asked.as_at)
        showing = Showing(asked, rows, more, chooses=bool(context.get("choose_url")))
    else:
        showing = Showing(asked, None)
    status = 400 if showing.problems else 200
    listed = {"title": page.title, "list": showing, **context}
    return render(request, template, listed, status=status)
