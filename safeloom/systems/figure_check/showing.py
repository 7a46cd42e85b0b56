"""The findings of a check, as the page and its files show them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from safeloom.kernel.figure_rules import RULES
from safeloom.kernel.figures import Figure, Outcome
from safeloom.systems.figure_check.reading import Checked

SHOWN = 200
_ROOM = 20  # terms of a figure
HEADINGS = (
    *("What", "Row", "Figure or field", "Printed", "Worked out", "Rule", "Terms", "Problem"),
)


@dataclass(frozen=True, slots=True)
class WrongFigure:
    """A figure printed wrong: where it stands, and each term it follows from with its printed value."""

    row: int
    id: str
    printed: str
    worked_out: str
    rule: str
    meaning: str
    terms: tuple[tuple[str, str], ...]

    @property
    def some(self) -> tuple[tuple[str, str], ...]:
        """As many of the terms as a page has room for."""
        return self.terms[:_ROOM]

    @property
    def others(self) -> int:
        """How many terms more there are."""
        return max(len(self.terms) - _ROOM, 0)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many figures are right, wrong, tied to others but not worked out, and tied to none."""

    right: int
    wrong: int
    unchecked: int
    alone: int


def wrong_figures(checked: Checked) -> list[WrongFigure]:
    """Each wrong figure in the order of the file."""
    return [
        WrongFigure(
            row=checked.figures[one.id].row,
            id=one.id,
            printed=one.printed,
            worked_out=one.worked_out,
            rule=one.rule,
            meaning=RULES[one.rule].meaning,
            terms=_terms(checked.figures, checked.figures[one.id]),
        )
        for one in checked.outcome.wrong
    ]


def tally(checked: Checked) -> Tally:
    """What became of the figures of a file."""
    outcome = checked.outcome
    tied = sum(bool(figure.rule) for figure in checked.figures.values())
    return Tally(
        right=outcome.checked - len(outcome.wrong),
        wrong=len(outcome.wrong),
        unchecked=tied - outcome.checked,
        alone=len(checked.figures) - tied,
    )


def lines(outcome: Outcome, wrong: Sequence[WrongFigure]) -> Iterator[tuple[object, ...]]:
    """The findings as rows under `HEADINGS`."""
    for one in wrong:
        terms = "; ".join(f"{term} = {value}" for term, value in one.terms)
        yield ("Wrong", one.row, one.id, one.printed, one.worked_out, one.rule, terms, one.meaning)
    for each in outcome.unreadable:
        yield ("Could not be read", each.row, each.field, "", "", "", "", each.problem)


def _terms(figures: Mapping[str, Figure], figure: Figure) -> tuple[tuple[str, str], ...]:
    return tuple((term, figures[term].value) for term in figure.terms)
