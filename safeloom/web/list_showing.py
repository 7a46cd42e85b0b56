"""What the list's template shows: one page of rows, headings that sort, the sentence, the links."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from safeloom.web import marks
from safeloom.web.list_asking import Asked
from safeloom.web.words import count_words, date_words, lower_first, thousands

# Drawn here and not in the template: a list is the page that is opened most.
_NAME = SafeString('<th scope="row" role="rowheader">')
_CELL = (
    '<td role="cell" class="{}"><span class="row-label" aria-hidden="true">{}</span>'
    '<span class="row-value">'
)
_CLASSES = {"number": "number", "date": "date", "long": "long"}


class Showing:
    """One page of a list."""

    def __init__(
        self,
        asked: Asked,
        rows: QuerySet | None,
        more: Callable[[QuerySet], QuerySet] = lambda rows: rows,
        *,
        chooses: bool = False,
    ) -> None:
        self.asked, self.page = asked, asked.page
        self.choosing = asked.page.choosing if chooses else None
        self.problems = list(asked.problems)
        self.words, self.sort, self.number = asked.words, asked.sort, asked.number
        self.chosen, self.as_at, self.narrowed = asked.chosen, asked.as_at, asked.is_narrowed
        self.as_at_form = asked.as_at.form if asked.page.as_at else None
        self.total, self.pages, self.rows = 0, 1, []
        if rows is None:
            return
        paginator = Paginator(rows, self.page.page_size)
        self.total, self.pages = paginator.count, paginator.num_pages
        if self.number > self.pages:
            last = "There is only one page" if self.pages == 1 else f"The last page is {self.pages}"
            self.problems.append(f"There is no page {self.number}. {last}.")
            return
        if self.total:
            found = list(self._asked_for(rows, more))
            if self.page.prepare:
                self.page.prepare(found)
            self.rows = self._drawn(found)

    @property
    def has_controls(self) -> bool:
        """Whether there is anything to search, filter or date the list by."""
        page = self.page
        return bool(page.search or page.filters or page.typed or page.as_at)

    @property
    def controls(self) -> list[dict[str, Any]]:
        """The filters with their choices and what was chosen."""
        return [
            {
                "name": one.name,
                "label": one.label,
                "choices": self.asked.choices[one.name],
                "chosen": self.chosen.get(one.name, ""),
            }
            for one in self.page.filters
        ]

    @property
    def typed(self) -> list[dict[str, str]]:
        """What may be typed to narrow the list, and what was."""
        return [
            {"name": one.name, "label": one.label, "value": self.asked.typed.get(one.name, "")}
            for one in self.page.typed
        ]

    @property
    def count_words(self) -> str:
        """`12 agencies`."""
        return count_words(self.total, *self.page.noun)

    @property
    def sentence(self) -> str:
        """What is shown and how many."""
        if self.page.sentence:
            return self.page.sentence(self)
        said = self.count_words
        parts = [f"as at {date_words(self.as_at.day)}"] if self.page.as_at else []
        for one in self.page.filters:
            if one.name in self.chosen:
                parts.append(f"{lower_first(one.label)}: {self._chosen_words(one.name)}")
        for one in self.page.typed:
            if one.name in self.asked.meant:
                parts.append(f"{lower_first(one.label)}: {self._meant_words(one.name)}")
        if self.words:
            parts.append(f"matching “{self.words}”")
        return ", ".join([said[:1].upper() + said[1:], *parts])

    def _chosen_words(self, name: str) -> str:
        return dict(self.asked.choices[name])[self.chosen[name]]

    def _meant_words(self, name: str) -> str:
        meant = self.asked.meant[name]
        return date_words(meant) if isinstance(meant, date) else f"“{meant}”"

    @property
    def chips(self) -> list[dict[str, str]]:
        """What narrows the list, each with the address of the list without it."""
        chips = [
            {
                "words": f"{one.label}: {self._chosen_words(one.name)}",
                "url": self._url(**{one.name: None}),
            }
            for one in self.page.filters
            if one.name in self.chosen
        ]
        chips += [
            {
                "words": f"{one.label}: {self._meant_words(one.name)}",
                "url": self._url(**{one.name: None}),
            }
            for one in self.page.typed
            if one.name in self.asked.meant
        ]
        if self.words:
            chips.append({"words": f"Search: {self.words}", "url": self._url(q=None)})
        return chips

    @property
    def headings(self) -> list[dict[str, Any]]:
        """The headings; a second click on one turns the order round."""
        found = []
        for column in self.page.columns:
            up = self.sort == column.name
            sorted_ = "ascending" if up else "descending" if self.sort == f"-{column.name}" else ""
            turn = f"-{column.name}" if up else column.name
            found.append(
                {
                    "words": column.heading,
                    "kind": column.kind,
                    "sorted": sorted_,
                    "url": self._url(sort=turn) if column.sort_paths else "",
                }
            )
        return found

    def _asked_for(
        self, rows: QuerySet, more: Callable[[QuerySet], QuerySet]
    ) -> Iterable[models.Model]:
        """The rows of the page with all that is shown of them. Where there are more than a page, first
        their keys alone: the database else carries everything joined to every row through its sorting,
        and through all the pages before."""
        if self.pages == 1:
            return more(rows)
        size = self.page.page_size
        first = (self.number - 1) * size
        keys = list(rows.values_list("pk", flat=True)[first : first + size])
        place = {key: at for at, key in enumerate(keys)}
        return sorted(more(rows.filter(pk__in=keys)).order_by(), key=lambda row: place[row.pk])

    def _drawn(self, rows: Iterable[Any]) -> list[SafeString]:
        first, *others = self.page.columns
        starts = [
            format_html(_CELL, _CLASSES.get(column.kind, ""), column.heading) for column in others
        ]
        found = []
        for row in rows:
            parts = ['<tr role="row">', _NAME, self._box(row), _escaped(first, row), "</th>"]
            for column, start in zip(others, starts, strict=True):
                parts += [start, _escaped(column, row), "</span></td>"]
            found.append(SafeString("".join([*parts, "</tr>"])))
        return found

    def _box(self, row: Any) -> SafeString | str:
        """The box that chooses a row."""
        if self.choosing is None or not (value := self.choosing.value(row)):
            return ""
        called = self.choosing.called
        return format_html(
            '<input class="choose" type="checkbox" name="chosen" value="{}" aria-label="Choose {}"> ',
            value,
            (called(row) if called else "") or value,
        )

    def _url(self, **changes: Any) -> str:
        query = self.asked.request.GET.copy()
        for name in ("page", "export"):
            query.pop(name, None)
        for name, value in changes.items():
            query.pop(name, None)
            if value is not None:
                query[name] = value
        for name in [name for name in query if not query[name]]:
            del query[name]
        return f"?{query.urlencode()}"

    @property
    def csv_url(self) -> str:
        """The address of the same rows and columns as CSV."""
        return self._url(export="csv")

    @property
    def xlsx_url(self) -> str:
        """The address of the same rows and columns for spreadsheet programs."""
        return self._url(export="xlsx")

    @property
    def previous_url(self) -> str:
        """The address of the page before, empty on the first."""
        return self._url(page=self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        """The address of the page after, empty on the last."""
        return self._url(page=self.number + 1) if self.number < self.pages else ""

    @property
    def page_links(self) -> list[dict[str, Any]]:
        """The first, the last, and those around this page, with gaps between."""
        near = {1, self.pages, *range(self.number - 1, self.number + 2)}
        wanted = sorted(number for number in near if 1 <= number <= self.pages)
        links: list[dict[str, Any]] = []
        for before, number in zip([0, *wanted], wanted, strict=False):
            if number - before > 1:
                links.append({"gap": True})
            links.append(
                {"number": number, "url": self._url(page=number), "current": number == self.number}
            )
        return links


def _escaped(column: Any, row: Any) -> SafeString:
    value = column.read(row)
    if column.kind == "rag":
        return marks.rag(value)
    text = marks.unbroken(_text(value, column.kind))
    if column.link:
        return format_html('<a href="{}">{}</a>', column.link(row), text)
    return conditional_escape(text) if text else marks.nothing()


def _text(value: Any, kind: str) -> str:
    if value is None or value == "":
        return ""
    if kind == "number" and not isinstance(value, str):
        return thousands(value)
    if kind == "date":
        return date_words(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value)
