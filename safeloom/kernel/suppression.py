"""Small counts are kept out of public figures, and cannot be worked out from what is printed.

A count of 1 to 4 (the usual rule) may tell of a child somebody knows, so it is hidden. A hidden
count would still follow from a total and its other parts, so further, larger counts are hidden
until it does not (secondary suppression). It is done over a whole report at once: the same fact in
two tables is one cell, and every sum that any table shows is given.

What is promised: with everything printed, every sum, and the rule known, each hidden cell can still
be at least two different whole numbers. That is proved for each by finding a second set of numbers
that fits. Where it can be had, it holds even for a reader who knows which of the hidden cells are
the small ones; it cannot be had where small counts fill a small total (1 + 1 + 1 + 1 = 4, all of
them hidden), and there it holds for a reader who does not. No promise is made against one who also
knows which cells this program would choose for other numbers.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .suppression_moves import Component, Relation


@dataclass(frozen=True, slots=True)
class Cell:
    """A count of people in a report, None where nothing was supplied.

    `hide_zero` where a zero tells something too, and is hidden like 1 to 4. Numbers that count no
    people, and those known to all (a population), are no cells: leave them out.
    """

    id: str
    value: int | None
    hide_zero: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """A cell that is the sum of others, in whatever table that is shown or known."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Derived:
    """Anything printed that is worked out from cells: a share, rate, change or difference, and an
    arrow, rating or chart too. Ids that are no cells are taken as printed."""

    id: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hidden:
    """What must not be printed: ids of small cells, of further cells, and of derived figures."""

    primary: frozenset[str]
    secondary: frozenset[str]
    derived: frozenset[str]

    def __contains__(self, id: str) -> bool:
        return id in self.primary or id in self.secondary or id in self.derived


def suppress(
    cells: Iterable[Cell], sums: Iterable[Sum], derived: Iterable[Derived] = (), *, below: int = 5
) -> Hidden:
    """What a public report must hide so that no count from 1 to `below` - 1 follows from it.

    Print hidden cells all alike: a mark that tells small ones from others gives them away. Of the
    ways to protect a cell, the one whose further cells count the least together is taken, so that
    totals stay where they can; a cell that turns out not to be needed is shown again. The same
    input gives the same answer in whatever order it comes.

    A sum that does not add up (a report can print a wrong one) is taken as off by a known number,
    and one over parts of which some were not supplied as a sum over the others.

    Raises `ValueError` for a repeated id, a count below zero, a sum of unknown or repeated cells,
    and `below` under 3, where whatever is hidden would be known to be 1.
    """
    if below < 3:
        raise ValueError("counts are hidden below 3 or more; a single hidden count would be known")
    by_id = _by_id(cells)
    relations = _relations(by_id, sums)
    primary = frozenset(each.id for each in by_id.values() if _is_small(each, below))
    secondary: set[str] = set()
    for component in _components(by_id, relations, primary, below):
        secondary |= component.protect()
    hidden = primary | secondary
    figures = frozenset(each.id for each in derived if not hidden.isdisjoint(each.cells))
    return Hidden(primary, frozenset(secondary), figures)


def _is_small(cell: Cell, below: int) -> bool:
    return cell.value is not None and (0 if cell.hide_zero else 1) <= cell.value < below


def _by_id(cells: Iterable[Cell]) -> dict[str, Cell]:
    by_id: dict[str, Cell] = {}
    for cell in sorted(cells, key=lambda each: each.id):
        if cell.id in by_id:
            raise ValueError(f"the cell “{cell.id}” is given twice; a fact is one cell")
        if cell.value is not None and cell.value < 0:
            raise ValueError(f"the cell “{cell.id}” is below zero; only counts can be hidden")
        by_id[cell.id] = cell
    return by_id


def _relations(by_id: dict[str, Cell], sums: Iterable[Sum]) -> list[Relation]:
    """Each sum as signs of the cells in it whose count is not open to all: shown zeros and counts
    that were not supplied cannot move."""
    relations = set()
    for each in sums:
        members = (each.total, *each.parts)
        if unknown := [id for id in members if id not in by_id]:
            raise ValueError(f"the sum “{each.total}” names “{unknown[0]}”, which is no cell")
        if len(set(members)) < len(members):
            raise ValueError(f"the sum “{each.total}” names a cell twice")
        if by_id[each.total].value is None:
            continue
        signs = [(id, -1 if id == each.total else 1) for id in sorted(members)]
        relations.add(tuple((id, sign) for id, sign in signs if _can_move(by_id[id])))
    return sorted(relation for relation in relations if relation)


def _can_move(cell: Cell) -> bool:
    return bool(cell.value) or (cell.value == 0 and cell.hide_zero)


def _components(
    by_id: dict[str, Cell], relations: list[Relation], primary: frozenset[str], below: int
) -> list[Component]:
    """The parts of the report that have a small cell and no sum in common with each other."""
    parent = {id: id for relation in relations for id, _ in relation}

    def root(id: str) -> str:
        while parent[id] != id:
            parent[id] = parent[parent[id]]
            id = parent[id]
        return id

    for relation in relations:
        for id, _ in relation[1:]:
            parent[root(id)] = root(relation[0][0])
    grouped: dict[str, list[Relation]] = {root(id): [] for id in sorted(primary & parent.keys())}
    for relation in relations:
        if (key := root(relation[0][0])) in grouped:
            grouped[key].append(relation)
    components = []
    for group in grouped.values():
        ids = sorted({id for relation in group for id, _ in relation})
        values = {id: by_id[id].value or 0 for id in ids}
        lowest = {id: 0 if by_id[id].hide_zero else 1 for id in ids}
        components.append(Component(values, lowest, below, primary & values.keys(), group))
    return components
