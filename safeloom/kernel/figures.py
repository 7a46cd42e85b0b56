"""Published figures that follow from others: whether what is printed is what it should be.

A figure is a printed value, and may carry a rule and the figures (terms) it is worked out from. It
is worked out on exact decimals from the terms as printed, and is right when the printed value
equals that, rounded half up to the printed number of decimals. The figure that carries the rule is
the one called wrong. One without a rule is never wrong, whatever it says.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .figure_rules import RULES, Rule
from .printed import NotANumber, Printed, read


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of a file of figures, as text; row 1 is the header, so the first figure is row 2."""

    row: int
    id: str
    value: str
    rule: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A figure that is not what its rule gives; both numbers at the printed decimals."""

    id: str
    printed: str
    worked_out: str
    rule: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A place that has to be mended before the figures standing on it can be checked."""

    row: int
    field: str
    problem: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check found: how many rules were worked out and compared, and what is amiss."""

    checked: int
    wrong: tuple[Wrong, ...]
    unreadable: tuple[Unreadable, ...]


def check(figures: Iterable[Figure]) -> Outcome:
    """Check each figure that carries a rule.

    Unreadable are: a missing or repeated id, an unknown rule or term, a wrong number of terms, text
    or a blank where a number is needed (named once, at the row where it stands), a zero
    denominator. A figure that stands on something unreadable is not checked, nor is one whose term
    is a repeated id, since which of them is meant cannot be known.
    """
    return _Check(figures).outcome()


class _Check:
    def __init__(self, figures: Iterable[Figure]) -> None:
        self.problems: dict[tuple[int, str], str] = {}
        self.by_id: dict[str, Figure] = {}
        self.repeated: set[str] = set()
        self.numbers: dict[int, Printed | None] = {}
        for figure in figures:
            self._add(figure)

    def _add(self, figure: Figure) -> None:
        if not figure.id:
            self._problem(figure, "id", "the id is missing; give the row an id of its own")
        elif first := self.by_id.get(figure.id):
            self.repeated.add(figure.id)
            self._problem(
                figure, "id", f"“{figure.id}” is already the id of row {first.row}; change one"
            )
        else:
            self.by_id[figure.id] = figure

    def outcome(self) -> Outcome:
        checked, wrong = 0, []
        for figure in self.by_id.values():
            if not figure.rule:
                continue
            worked_out = self._worked_out(figure)
            if worked_out is None:
                continue
            checked += 1
            if worked_out:
                wrong.append(Wrong(figure.id, figure.value, worked_out, figure.rule))
        unreadable = [Unreadable(*place, text) for place, text in sorted(self.problems.items())]
        return Outcome(checked, tuple(wrong), tuple(unreadable))

    def _worked_out(self, figure: Figure) -> str | None:
        """What should stand there where it is wrong, "" where it is right, None if unreadable."""
        rule = RULES.get(figure.rule)
        if rule is None:
            known = ", ".join(RULES)
            self._problem(figure, "rule", f"“{figure.rule}” is not a rule; the rules are {known}")
            return None
        # The row's own number and its terms are all looked at, so that one run names every fault.
        printed = None if rule.is_word else self._number(figure)
        terms = self._terms(figure, rule)
        if terms is None or (printed is None and not rule.is_word):
            return None
        values = [term.value for term in terms]
        if rule.divides_by_zero(values):
            self._problem(figure, "terms", f"{rule.key} divides by zero here; check the terms")
            return None
        if printed is None:
            word = rule.word(values)
            return "" if word.casefold() == figure.value.strip().casefold() else word
        number = rule.number(values, printed.decimals)
        return "" if number == printed.value else f"{number:f}"

    def _terms(self, figure: Figure, rule: Rule) -> list[Printed] | None:
        if problem := rule.wrong_number_of_terms(len(figure.terms)):
            self._problem(figure, "terms", problem)
            return None
        unknown = [term for term in figure.terms if term not in self.by_id]
        if unknown:
            named = ", ".join(f"“{term}”" for term in dict.fromkeys(unknown))
            self._problem(figure, "terms", f"no row has the id {named}")
        known = [self.by_id[term] for term in figure.terms if term in self.by_id]
        numbers = [self._number(term) for term in known]
        read_all = [number for number in numbers if number is not None]
        if unknown or len(read_all) < len(figure.terms):
            return None
        return None if self.repeated.intersection(figure.terms) else read_all

    def _number(self, figure: Figure) -> Printed | None:
        if figure.row not in self.numbers:
            try:
                self.numbers[figure.row] = read(figure.value)
            except NotANumber as problem:
                self.numbers[figure.row] = None
                self._problem(figure, "value", str(problem))
        return self.numbers[figure.row]

    def _problem(self, figure: Figure, field: str, problem: str) -> None:
        self.problems.setdefault((figure.row, field), problem)


def from_cells(row: int, cells: Mapping[str, str]) -> Figure:
    """A figure from one row's cells by column name (`id`, `value`, `rule`, `terms`)."""
    return Figure(
        row=row,
        id=cells["id"].strip(),
        value=cells["value"].strip(),
        rule=cells["rule"].strip(),
        terms=tuple(cells["terms"].split()),
    )


def from_rows(header: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Figure]:
    """Figures from numbered rows whose cells stand in the order of the header."""
    for row, cells in rows:
        yield from_cells(row, dict(zip(header, cells, strict=True)))
