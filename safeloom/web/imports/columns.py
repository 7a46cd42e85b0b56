"""Which column of a table holds which field."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from safeloom.kernel.registry import ImportKind, offered, resolve
from safeloom.web.imports.cleaning import plain_heading
from safeloom.web.imports.kind import SPREAD, Field, Kind
from safeloom.web.uploads import Problem, Value

# Headings of any table beside those of the fields: they tell a row of headings from a record.
_COMMON = frozenset((
    "no", "number", "ref", "reference", "id", "date", "notes", "note", "comments", "comment",
    "total", "address", "postcode", "phone", "mobile", "contact", "rag", "status",
))  # fmt: skip
_SHORTEST = 5


@dataclass
class Columns:
    """`fields` names the field of each column that is read; `spread` holds the cells that a column adds
    which is itself what its values are about."""

    fields: dict[int, str] = field(default_factory=dict)
    spread: dict[int, dict[str, Value]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def missing(self, kind: Kind) -> list[str]:
        """The titles of what must stand in such a file and has no column."""
        there = set(self.fields.values())
        there |= {name for cells in self.spread.values() for name in (SPREAD, *cells)}
        titles = {each.key: each.key for each in kind.fields}
        return [titles[any_of[0]] for any_of in kind.needs if not there & set(any_of)]


def names_of(each: Field) -> set[str]:
    """The plain headings that mean a field."""
    return {plain_heading(name) for name in (each.key, each.title, *each.also)}


def headings_of(kind: type[Kind] | Kind) -> dict[str, str]:
    """The field of each usual heading of a kind."""
    found: dict[str, str] = {}
    for each in kind.fields:
        for name in names_of(each):
            found.setdefault(name, each.key)
    return found


def known_headings() -> frozenset[str]:
    """The usual headings of every kind."""
    kinds = [resolve(each.source) for each in offered(ImportKind)]
    return _COMMON.union(*(headings_of(kind) for kind in kinds))


def guess(
    kind: Kind,
    headings: Sequence[Value],
    number: int,
    above: Sequence[Value] = (),
    below: Sequence[Sequence[Value]] = (),
) -> Columns:
    """The columns of a row of headings: by their usual names, then by what is nearly one or holds one.
    `number` is the row's own; `above` and `below` are the rows around it."""
    usual, columns = headings_of(kind), Columns()
    bare = {at: plain_heading(str(said)) for at, said in enumerate(headings) if said is not None}
    for at, heading in bare.items():
        cells = kind.spread(at, headings[at], above)
        if cells is not None:
            columns.spread[at] = cells
        elif heading in usual:
            values = [row[at] for row in below if at < len(row) and row[at] is not None]
            name = kind.guess(heading, values[:30]) or usual[heading]
            _take(columns, at, name, headings[at], number, below)
    taken = {*columns.fields, *columns.spread}
    for at, heading in bare.items():
        if at in taken or not heading or heading in usual:
            continue
        name = _nearly(heading, usual, set(columns.fields.values()))
        shown = str(headings[at])[:80]
        if name:
            columns.fields[at] = name
            columns.notes.append(
                Problem(
                    number,
                    name,
                    shown,
                    f"This column is taken for “{name}”.",
                    "Change that if something else is meant.",
                )
            )
        elif any(at < len(row) and row[at] is not None for row in below):
            columns.notes.append(
                Problem(
                    number,
                    shown[:40],
                    shown,
                    "This column is not read.",
                    f"If it is wanted, name it one of: {', '.join(f.key for f in kind.fields)}.",
                )
            )
    return columns


def _take(
    columns: Columns, at: int, name: str, heading: Value, number: int, below: Sequence
) -> None:
    first = next((place for place, other in columns.fields.items() if other == name), None)
    if first is None:
        columns.fields[at] = name
        return

    def cells(place: int) -> list:
        return [row[place] if place < len(row) else None for row in below]

    mine, theirs = cells(at), cells(first)
    if all(value is None for value in mine):
        return
    if all(value is None for value in theirs):
        del columns.fields[first]
        columns.fields[at] = name
    elif mine == theirs:
        columns.notes.append(
            Problem(number, name, str(heading), "The same column stands there twice.", "Keep one.")
        )
    elif all(one is None or other is None for one, other in zip(mine, theirs, strict=True)):
        # Of two columns for one thing, each row fills one: areas here, agencies there.
        columns.fields[at] = name
    else:
        columns.problems.append(
            Problem(number, name, str(heading), f"“{name}” stands there twice.", "Keep one.")
        )


def _nearly(heading: str, usual: dict[str, str], taken: set[str]) -> str:
    free = {name: key for name, key in usual.items() if key not in taken}
    near = get_close_matches(heading, [name for name in free if len(name) >= _SHORTEST], 1, 0.85)
    if near:
        return free[near[0]]
    words = f" {heading} "
    held = [name for name in usual if len(name) >= _SHORTEST and f" {name} " in words]
    longest = max(held, key=len, default="")
    return free.get(longest, "")
