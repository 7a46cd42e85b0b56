"""What the address asks of a list, read and checked before anything is looked up."""

from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from safeloom.kernel.dates import read_date
from safeloom.web.as_at import AsAt, read_as_at

FORMATS = ("csv", "xlsx")


@dataclass
class Asked:
    """A list as one address asks for it."""

    request: HttpRequest
    page: Any
    as_at: AsAt
    words: str = ""
    chosen: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    meant: dict[str, str | date] = field(default_factory=dict)
    sort: str = ""
    number: int = 1
    export: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def is_narrowed(self) -> bool:
        """Whether a search or a filter is on."""
        return bool(self.words or self.chosen or self.meant)

    def narrowed(self, rows: QuerySet) -> QuerySet:
        """The rows that match, in the order asked for; rows alike stand in the order of their key."""
        for word in self.words.split():
            paths = [
                path(word) if callable(path) else Q(**{f"{path}__icontains": word})
                for path in self.page.search
            ]
            rows = rows.filter(reduce(or_, paths))
        for choice in self.page.filters:
            if choice.name in self.chosen:
                rows = choice.narrowed(rows, self.chosen[choice.name])
        for one in self.page.typed:
            if one.name in self.meant:
                rows = one.apply(rows, self.meant[one.name])
        return rows.order_by(*self._order(), "pk")

    def _order(self) -> tuple[str, ...]:
        name = self.sort.removeprefix("-")
        for column in self.page.columns:
            if name and column.name == name:
                sign = "-" if self.sort.startswith("-") else ""
                return tuple(_turned(path, sign) for path in column.sort_paths)
        order = self.page.default_order
        return (order,) if isinstance(order, str) else tuple(order)


def _turned(path: str, sign: str) -> str:
    if not sign:
        return path
    return path[1:] if path.startswith("-") else f"-{path}"


def read(request: HttpRequest, page: Any) -> Asked:
    """Everything the address asks for; what it must not ask stands in `problems`, in words."""
    get = request.GET
    as_at = read_as_at(request)
    asked = Asked(request, page, as_at)
    if page.as_at and as_at.problem:
        asked.problems.append(as_at.problem)
    asked.words = " ".join(get.get("q", "").replace("\x00", "").split()) if page.search else ""
    for choice in page.filters:
        asked.choices[choice.name] = choice.offered(request)
        value = get.get(choice.name, "")
        if value and value not in dict(asked.choices[choice.name]):
            asked.problems.append(f"{choice.label}: “{value[:40]}” is not one of the choices.")
        elif value:
            asked.chosen[choice.name] = value
    for one in page.typed:
        _read_typed(asked, one, " ".join(get.get(one.name, "").replace("\x00", "").split()))
    asked.sort = get.get("sort", "")
    sortable = {column.name for column in page.columns if column.sort_paths}
    if asked.sort and asked.sort.removeprefix("-") not in sortable:
        asked.problems.append(f"The list cannot be sorted by “{asked.sort[:40]}”.")
    number = get.get("page", "1") or "1"
    if number.isdecimal() and len(number) < 8 and int(number) > 0:
        asked.number = int(number)
    else:
        asked.problems.append(f"“{number[:40]}” is not a page. Pages are numbered from 1.")
    asked.export = get.get("export", "")
    if asked.export and (asked.export not in FORMATS or not page.exports):
        asked.problems.append(f"The list cannot be taken away as “{asked.export[:40]}”.")
    return asked


def _read_typed(asked: Asked, one: Any, text: str) -> None:
    """Take in what was typed, and what it means."""
    if not text:
        return
    asked.typed[one.name] = text
    try:
        asked.meant[one.name] = read_date(text) if one.kind == "day" else text
    except ValueError as problem:
        asked.problems.append(f"{one.label}: {problem}.")
