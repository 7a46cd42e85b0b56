"""Suppression is attacked here by means of its own: elimination in fractions, and a plain search
through whole numbers over the cells that the eliminated equations leave free."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeloom.kernel.suppression import Cell, Derived, Hidden, Sum, suppress

Values = dict[str, int]
Ranges = dict[str, tuple[int, int | None]]


def hide(values: Values, *sums: Sum, derived: Iterable[Derived] = (), below: int = 5) -> Hidden:
    cells = [Cell(id, value) for id, value in values.items()]
    return suppress(cells, sums, derived, below=below)


def reduced(hidden: list[str], sums: Iterable[Sum]) -> list[tuple[str, dict[str, Fraction]]]:
    """The sums over hidden cells, solved: each bound cell as its dependence on the free ones."""
    rows = []
    for each in sums:
        row = {id: Fraction(1) for id in each.parts if id in hidden}
        if each.total in hidden:
            row[each.total] = Fraction(-1)
        rows.append(row)
    solved: list[tuple[str, dict[str, Fraction]]] = []
    for pivot in reversed(hidden):
        using = [row for row in rows if row.get(pivot)]
        if not using:
            continue
        first, *others = using
        rows = [row for row in rows if row is not first]
        rule = {id: -size / first[pivot] for id, size in first.items() if size and id != pivot}
        for row in others:
            size = row.pop(pivot)
            for id, times in rule.items():
                row[id] = row.get(id, Fraction(0)) + size * times
        for _, earlier in solved:
            if size := earlier.pop(pivot, None):
                for id, times in rule.items():
                    earlier[id] = earlier.get(id, Fraction(0)) + size * times
        solved.append((pivot, rule))
    return solved


def unknown_to_algebra(hidden: Hidden, sums: list[Sum]) -> bool:
    """No hidden cell has one value for all solutions in fractions."""
    ids = sorted(hidden.primary | hidden.secondary)
    return all(any(rule.values()) for _, rule in reduced(ids, sums))


def pinned(values: Values, ids: list[str], sums: list[Sum], ranges: Ranges, reach: int) -> set[str]:
    """The hidden cells for which no other whole number was found that fits sums and ranges."""
    solved = reduced(ids, sums)
    bound = {id for id, _ in solved}
    free = [id for id in ids if id not in bound]
    left = set(ids)
    for changes in product(range(-reach, reach + 1), repeat=len(free)):
        change = dict(zip(free, map(Fraction, changes), strict=True))
        for id, rule in solved:
            change[id] = sum((change[on] * size for on, size in rule.items()), Fraction(0))
        if all(fits(values[id] + change[id], ranges[id]) for id in ids):
            left -= {id for id in ids if change[id]}
        if not left:
            break
    return left


def fits(value: Fraction, limits: tuple[int, int | None]) -> bool:
    lowest, highest = limits
    return value.denominator == 1 and value >= lowest and (highest is None or value <= highest)


def assert_nothing_follows(values: Values, sums: list[Sum], hidden: Hidden) -> None:
    assert hidden.primary == {id for id, value in values.items() if 1 <= value <= 4}
    assert not {id for id in hidden.secondary if not values[id]}
    ids = sorted(hidden.primary | hidden.secondary)
    assert unknown_to_algebra(hidden, sums)
    plain: Ranges = dict.fromkeys(ids, (1, None))
    assert not pinned(values, ids, sums, plain, 1) or not pinned(values, ids, sums, plain, 3)
    # A reader who knows which are small learns nothing that hiding everything would have kept.
    labelled: Ranges = {id: (1, 4) if id in hidden.primary else (5, None) for id in ids}
    known = pinned(values, ids, sums, labelled, 2) & hidden.primary
    if known:
        every = sorted(id for id, value in values.items() if value)
        widest: Ranges = {id: (1, 4) if id in hidden.primary else (5, None) for id in every}
        assert known <= pinned(values, every, sums, widest, 1)


counts = st.sampled_from([0, 0, 1, 1, 2, 3, 4, 5, 6, 8, 12, 30])


@st.composite
def tables(draw: st.DrawFn) -> tuple[Values, list[Sum]]:
    """Areas by ages with both totals and the grand total; maybe a second table on the same areas'
    totals, and a group of areas that overlaps."""
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 2))
    values: Values = {}
    sums: list[Sum] = []

    def add(total: str, parts: list[str]) -> None:
        values[total] = sum(values[part] for part in parts)
        sums.append(Sum(total, tuple(parts)))

    for row in range(rows):
        names = [f"r{row}c{column}" for column in range(columns)]
        values.update({name: draw(counts) for name in names})
        add(f"r{row}", names)
    for column in range(columns):
        add(f"c{column}", [f"r{row}c{column}" for row in range(rows)])
    add("all", [f"r{row}" for row in range(rows)])
    sums.append(Sum("all", tuple(f"c{column}" for column in range(columns))))
    if draw(st.booleans()):
        girls = draw(st.integers(0, values["r0"]))
        values.update({"r0girls": girls, "r0boys": values["r0"] - girls})
        sums.append(Sum("r0", ("r0girls", "r0boys")))
    if rows == 3 and draw(st.booleans()):
        add("r0+r1", ["r0", "r1"])
        add("r1+r2", ["r1", "r2"])
    return values, sums


@settings(max_examples=150, deadline=None)
@given(tables())
def test_nothing_hidden_follows_from_what_is_printed(table: tuple[Values, list[Sum]]) -> None:
    values, sums = table
    assert_nothing_follows(values, sums, hide(values, *sums))


@settings(max_examples=50, deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_makes_no_difference(table, random) -> None:
    values, sums = table
    cells = [Cell(id, value) for id, value in values.items()]
    once = suppress(cells, sums)
    random.shuffle(cells)
    random.shuffle(sums)
    assert suppress(cells, sums) == once


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    hidden = hide({"a": 5, "b": 0, "t": 5}, Sum("t", ("a", "b")))
    assert hidden == Hidden(frozenset(), frozenset(), frozenset())


def test_the_smallest_count_that_protects_is_hidden_with_a_small_one() -> None:
    values = {"a": 3, "b": 20, "c": 8, "d": 0, "t": 31}
    hidden = hide(values, Sum("t", ("a", "b", "c", "d")))
    assert (hidden.primary, hidden.secondary) == ({"a"}, {"c"})


def test_two_small_ones_protect_each_other() -> None:
    hidden = hide({"a": 3, "b": 2, "c": 8, "t": 13}, Sum("t", ("a", "b", "c")))
    assert (hidden.primary, hidden.secondary) == ({"a", "b"}, set())


def test_two_ones_that_make_two_hide_further_up() -> None:
    values = {"a": 1, "b": 1, "t": 2, "c": 9, "d": 30, "all": 41}
    sums = [Sum("t", ("a", "b")), Sum("all", ("t", "c", "d"))]
    hidden = hide(values, *sums)
    assert hidden.primary == {"a", "b", "t"}
    assert hidden.secondary == {"c"}


def test_four_and_four_do_not_give_each_other_away() -> None:
    hidden = hide({"a": 4, "b": 4, "t": 8}, Sum("t", ("a", "b")))
    assert (hidden.primary, hidden.secondary) == ({"a", "b"}, {"t"})


def test_a_cross_table_takes_a_rectangle() -> None:
    values = {"ax": 2, "ay": 10, "bx": 11, "by": 12, "cx": 50, "cy": 60}
    sums = []
    for row in "abc":
        values[row] = values[f"{row}x"] + values[f"{row}y"]
        sums.append(Sum(row, (f"{row}x", f"{row}y")))
    for column in "xy":
        values[column] = sum(values[f"{row}{column}"] for row in "abc")
        sums.append(Sum(column, tuple(f"{row}{column}" for row in "abc")))
    values["all"] = values["x"] + values["y"]
    sums += [Sum("all", ("x", "y")), Sum("all", ("a", "b", "c"))]
    hidden = hide(values, *sums)
    assert (hidden.primary, hidden.secondary) == ({"ax"}, {"ay", "bx", "by"})
    assert_nothing_follows(values, sums, hidden)


def test_a_second_table_that_shares_a_total_is_seen() -> None:
    values = {"a": 2, "b": 9, "t": 11, "girls": 5, "boys": 6}
    sums = [Sum("t", ("a", "b")), Sum("t", ("girls", "boys"))]
    hidden = hide(values, *sums)
    assert hidden.secondary == {"b"}
    assert_nothing_follows(values, sums, hidden)


def test_whatever_is_worked_out_from_a_hidden_cell_is_hidden() -> None:
    derived = [
        Derived("share of a", ("a", "t")),
        Derived("share of b", ("b", "t")),
        Derived("share of c", ("c", "t")),
        Derived("rate of a", ("a", "population")),
    ]
    values = {"a": 3, "b": 8, "c": 20, "t": 31}
    hidden = hide(values, Sum("t", ("a", "b", "c")), derived=derived)
    assert hidden.derived == {"share of a", "share of b", "rate of a"}
    assert "a" in hidden
    assert "b" in hidden
    assert "rate of a" in hidden
    assert "c" not in hidden


def test_a_change_from_last_year_is_hidden_with_either_year() -> None:
    hidden = hide({"now": 7, "then": 3}, derived=[Derived("change", ("then", "now"))])
    assert hidden == Hidden(frozenset({"then"}), frozenset(), frozenset({"change"}))


def test_a_zero_is_shown_unless_it_tells_something() -> None:
    sums = [Sum("t", ("a", "b", "c"))]
    shown = hide({"a": 0, "b": 9, "c": 7, "t": 16}, *sums)
    assert "a" not in shown
    cells = [Cell("a", 0, hide_zero=True), Cell("b", 9), Cell("c", 7), Cell("t", 16)]
    hidden = suppress(cells, sums)
    assert (hidden.primary, hidden.secondary) == ({"a"}, {"c"})


def test_what_was_not_supplied_is_not_hidden_and_protects_nothing() -> None:
    cells = [Cell("a", 3), Cell("b", None), Cell("c", 9), Cell("t", 12)]
    hidden = suppress(cells, [Sum("t", ("a", "b", "c"))])
    assert (hidden.primary, hidden.secondary) == ({"a"}, {"c"})
    no_total = suppress([Cell("a", 3), Cell("c", 9), Cell("t", None)], [Sum("t", ("a", "c"))])
    assert no_total.secondary == frozenset()


def test_a_printed_sum_that_is_wrong_protects_nothing_either() -> None:
    hidden = hide({"a": 3, "b": 9, "t": 19}, Sum("t", ("a", "b")))
    assert hidden.secondary == {"b"}


def test_another_threshold() -> None:
    hidden = hide({"a": 7, "b": 15, "t": 22}, Sum("t", ("a", "b")), below=10)
    assert (hidden.primary, hidden.secondary) == ({"a"}, {"b"})
    with pytest.raises(ValueError, match="3 or more"):
        hide({"a": 1}, below=2)


def test_a_report_of_thousands_of_cells_is_done_area_by_area() -> None:
    values: Values = {}
    sums = []
    for measure in range(60):
        for quarter in range(16):
            parts = [f"m{measure}q{quarter}a{area}" for area in range(3)]
            values.update(
                {part: (measure * 7 + quarter * 3 + n) % 40 for n, part in enumerate(parts)}
            )
            total = f"m{measure}q{quarter}"
            values[total] = sum(values[part] for part in parts)
            sums.append(Sum(total, tuple(parts)))
    hidden = hide(values, *sums)
    for each in sums:
        ids = [id for id in (*each.parts, each.total) if id in hidden]
        assert len(ids) != 1


@pytest.mark.parametrize(
    ("cells", "sums", "message"),
    [
        ([Cell("a", 1), Cell("a", 1)], [], "given twice"),
        ([Cell("a", -1)], [], "below zero"),
        ([Cell("a", 1)], [Sum("a", ("b",))], "“b”, which is no cell"),
        ([Cell("a", 1)], [Sum("a", ("a",))], "names a cell twice"),
    ],
)
def test_input_that_cannot_be_meant_is_refused(
    cells: list[Cell], sums: list[Sum], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        suppress(cells, sums)
