"""Lines of an account as rows of a table and of a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from safeloom.domain.finance.statement import Account, Line
from safeloom.kernel.money import money_words

HEADINGS = ("Head", "Budget", "Actual", "Committed", "Variance", "Forecast")


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of the statement. `kind`: `side` (a heading), `head`, `part`, `total` or `hand`. `amounts` stand
    below the headings after the first; None is nothing to be said."""

    kind: str
    title: str
    amounts: tuple[Decimal | None, ...] = (None,) * 5

    @property
    def cells(self) -> list[tuple[str, str]]:
        """Each heading with the amount in words."""
        return [
            (heading, "" if amount is None else money_words(amount))
            for heading, amount in zip(HEADINGS[1:], self.amounts, strict=True)
        ]


def rows_of(account: Account) -> list[Shown]:
    """The whole statement: what was in hand, income, expenditure, what is in hand."""
    return [
        _hand("In hand on the first day", account.opening, account.opening),
        Shown("side", "Income"),
        *_side(account.income, account.total_income),
        Shown("side", "Expenditure"),
        *_side(account.expenditure, account.total_expenditure),
        _hand("In hand", account.closing, account.forecast_closing),
    ]


def _hand(title: str, amount: Decimal, forecast: Decimal) -> Shown:
    return Shown("hand", title, (None, amount, None, None, forecast))


def _side(lines: Sequence[Line], total: Line) -> Iterator[Shown]:
    for line in lines:
        yield shown(line, "head")
        for part in line.parts:
            yield shown(part, "part")
    yield shown(total, "total")


def shown(line: Line, kind: str) -> Shown:
    """A line as a row."""
    sums = line.sums
    return Shown(
        kind,
        line.title,
        (
            sums.budget,
            sums.actual,
            sums.committed if line.side == "expenditure" else None,
            line.variance,
            line.forecast,
        ),
    )


def sentence(account: Account) -> str:
    """What the statement says, worked out from it."""
    came, went = account.total_income.sums.actual, account.total_expenditure.sums.actual
    words = f"{money_words(came)} came in and {money_words(went)} was spent"
    committed = account.total_expenditure.sums.committed
    if committed:
        words += f"; {money_words(committed)} more is committed"
    return f"{words}. In hand: {money_words(account.closing)}."


def flags(account: Account) -> list[str]:
    """What differs from the budget by as much as is flagged, a sentence each."""
    found = []
    for line, share in account.flagged():
        word = "Underspend" if share > 0 else "Overspend"
        budget = line.sums.budget or Decimal(0)
        difference = money_words(abs(budget - line.forecast))
        found.append(
            f"{word} of {difference} forecast on {_called(line)}: {abs(share)}% of the budget of "
            f"{money_words(budget)}."
        )
    return found


def _called(line: Line) -> str:
    return "all expenditure" if line.key is None else line.title
