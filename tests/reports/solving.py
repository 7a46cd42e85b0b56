"""A reader who works with pencil and paper: what follows from what is printed.

It is independent of how numbers are hidden: every relation the report knows (sums, differences,
shares with a whole that is printed) becomes an equation over the numbers that are not printed, and
Gauss's elimination tells which of them have one answer only.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

Relation = tuple[str, str, tuple[str, ...]]


def determined(known: Mapping[str, Fraction], relations: Iterable[Relation]) -> set[str]:
    """The ids that are not printed and whose number follows exactly from those that are."""
    equations = [row for relation in relations for row in _equations(known, relation)]
    unknown = sorted({id for row in equations for id in row if id})
    rows = [dict(row) for row in equations]
    solved: list[tuple[str, dict[str, Fraction]]] = []
    for id in unknown:
        pivot = next((row for row in rows if row.get(id)), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = {name: part / pivot[id] for name, part in pivot.items()}
        rows = [_less(row, pivot, id) for row in rows]
        solved = [(name, _less(row, pivot, id)) for name, row in solved]
        solved.append((id, pivot))
    return {
        id for id, row in solved if {name for name, part in row.items() if name and part} == {id}
    }


def _equations(known: Mapping[str, Fraction], relation: Relation) -> Iterable[dict[str, Fraction]]:
    id, rule, terms = relation
    if rule == "sum":
        yield _row(known, [(id, -1), *((term, 1) for term in terms)])
    elif rule == "difference":
        yield _row(known, [(id, -1), (terms[0], 1), (terms[1], -1)])
    elif rule == "share" and id in known and terms[1] in known:
        yield _row(known, [(terms[0], 100)], constant=-known[id] * known[terms[1]])
    elif rule == "share" and id in known and terms[0] in known:
        yield _row(known, [(terms[1], known[id])], constant=-100 * known[terms[0]])


def _row(known, parts, constant: Fraction = Fraction(0)) -> dict[str, Fraction]:
    """Parts that add up to nothing; what is known goes into the constant, under the empty name."""
    row: dict[str, Fraction] = {"": Fraction(constant)}
    for id, factor in parts:
        if id in known:
            row[""] += factor * known[id]
        else:
            row[id] = row.get(id, Fraction(0)) + factor
    return row


def _less(row: dict[str, Fraction], pivot: dict[str, Fraction], id: str) -> dict[str, Fraction]:
    factor = row.get(id, Fraction(0))
    if not factor:
        return row
    names = row.keys() | pivot.keys()
    return {
        name: found
        for name in names
        if (found := row.get(name, Fraction(0)) - factor * pivot.get(name, Fraction(0))) or not name
    }
