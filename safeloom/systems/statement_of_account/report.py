"""The statement of account as a live block of a report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from safeloom.domain.finance.models import FinancialYear, Reserve
from safeloom.domain.finance.queries.account import read_account
from safeloom.domain.finance.queries.reserves import held, told
from safeloom.domain.finance.showing import sentence
from safeloom.domain.finance.statement import Account, Line
from safeloom.kernel.money import NOTHING
from safeloom.reports.document.tree import Column, Heading, Paragraph, Part, Table, runs
from safeloom.reports.material import BlockContext, Material, Number, Shown
from safeloom.systems.statement_of_account.figures import Figures, cell, slug, years_of
from safeloom.web.words import date_words

NONE = "No financial year is kept for this time."
_NOTE = "Brackets mean less than nothing. Income is what was received, expenditure what was paid."
_COLUMNS = (Column("Head"), Column("Budget", "number"), Column("Actual", "number"))


@dataclass(frozen=True)
class Row:
    """A row of the printed statement; a side's heading has no figures. `depth` 1 is a part."""

    title: str
    budget: str = ""
    actual: str = ""
    head: bool = False
    depth: int = 0


def statement(context: BlockContext) -> Material:
    """The account of each year of the report, as at the year's or the report's last day."""
    numbers: list[Number] = []
    made = [_year(context, year, numbers) for year in years_of(context)]

    def draw(shown: Shown) -> list[Part]:
        parts = [part for one in made for part in one(shown)]
        return parts or [Paragraph(runs(NONE))]

    return Material(draw, numbers=numbers)


def _year(context: BlockContext, year: FinancialYear, numbers: list[Number]):
    day = min(year.end, context.end)
    account = read_account(year, day)
    figures = Figures(context.partnership, year, day, numbers)
    rows = _rows(account, figures)
    reserves = _reserves(context, day, figures)

    def draw(shown: Shown) -> list[Part]:
        table = Table(
            f"Statement of account {year}, {date_words(day)}",
            _COLUMNS,
            tuple(
                (
                    runs(f"– {row.title}" if row.depth else row.title),
                    *(
                        (runs(""),) * 2
                        if row.head
                        else (cell(shown, row.budget), cell(shown, row.actual))
                    ),
                )
                for row in rows
            ),
            heads=frozenset(at for at, row in enumerate(rows) if row.head),
            notes=(
                runs(
                    "Brackets mean less than nothing. Income is what was received, expenditure what was paid."
                ),
            ),
        )
        parts: list[Part] = [
            Heading(2, f"Statement of account {year}"),
            Paragraph(runs(sentence(account))),
            table,
        ]
        if reserves:
            columns = (Column("Reserve"), Column("What for"), Column("Holds", "number"))
            held_rows = tuple(
                (runs(row.record.title), runs(row.purpose), cell(shown, id)) for row, id in reserves
            )
            parts.append(Table(f"Reserves, {date_words(day)}", columns, held_rows))
        return parts

    return draw


def _rows(account: Account, figures: Figures) -> list[Row]:
    opening = figures.amount("opening", "In hand on the first day", account.opening)
    rows = [Row("In hand on the first day", actual=opening), Row("Income", head=True)]
    income = _side(account.income, account.total_income, figures, rows)
    rows.append(Row("Expenditure", head=True))
    spent = _side(account.expenditure, account.total_expenditure, figures, rows)
    available = figures.amount(
        "available",
        "In hand and income together",
        account.opening + account.total_income.sums.actual,
        rule="sum",
        terms=(opening, income),
    )
    words = "Carried forward" if account.day == account.period.end else "In hand"
    closing = figures.amount(
        "closing", words, account.closing, rule="difference", terms=(available, spent)
    )
    rows.append(Row("In hand on the first day and income together", actual=available))
    rows.append(Row(words, actual=closing))
    return rows


def _side(lines: Sequence[Line], total: Line, figures: Figures, rows: list[Row]) -> str:
    """Write the rows of a side; the id of what it comes to."""
    above = [_head(line, figures, rows) for line in lines]
    budgets = tuple(row.budget for row in above if row.budget)
    actuals = tuple(row.actual for row in above)
    row = Row(
        total.title,
        figures.amount(
            f"{total.side}/budget",
            f"{total.title}, budget",
            total.sums.budget or NOTHING,
            rule="sum",
            terms=budgets,
        )
        if budgets
        else "",
        figures.amount(
            f"{total.side}/total", total.title, total.sums.actual, rule="sum", terms=actuals
        ),
    )
    rows.append(row)
    return row.actual


def _head(line: Line, figures: Figures, rows: list[Row]) -> Row:
    name = f"{line.side}/{slug(line.title)}"
    place = len(rows)
    parts = [(part.title, part.sums.budget, part.sums.actual) for part in line.parts]
    if parts:
        own = line.sums.actual - _sum(amount for _, _, amount in parts)
        planned = (line.sums.budget or NOTHING) - _sum(budget or NOTHING for _, budget, _ in parts)
        if own or planned:
            parts.append(("Not divided further", planned or None, own))
    below = []
    for title, budget, actual in parts:
        words = f"{line.title}: {title}"
        part = Row(
            title,
            ""
            if budget is None
            else figures.amount(f"{name}/{slug(title)}/budget", f"{words}, budget", budget),
            figures.amount(f"{name}/{slug(title)}", words, actual),
            depth=1,
        )
        below.append(part)
    budgets = tuple(part.budget for part in below if part.budget)
    row = Row(
        line.title,
        ""
        if line.sums.budget is None
        else figures.amount(
            f"{name}/budget", f"{line.title}, budget", line.sums.budget, rule="sum", terms=budgets
        ),
        figures.amount(
            name,
            line.title,
            line.sums.actual,
            rule="sum",
            terms=tuple(part.actual for part in below),
        ),
    )
    rows.insert(place, row)
    rows += below
    return row


def _sum(amounts) -> Decimal:
    return sum(amounts, NOTHING)


def _reserves(context: BlockContext, day: date, figures: Figures) -> list[tuple[Reserve, str]]:
    rows = told(Reserve.objects.filter(partnership=context.partnership), day)
    return [
        (row, figures.amount(f"reserve/{slug(row.record.reference)}", row.record.title, held(row)))
        for row in rows
    ]
