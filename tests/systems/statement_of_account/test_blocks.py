"""The account in a report: figures that follow from one another, as printed."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from safeloom.domain.finance.commands import budgets, years
from safeloom.kernel import figures
from safeloom.reports.building import build
from safeloom.reports.commands import add_block
from safeloom.reports.document.html import to_html
from safeloom.reports.outputs import render
from tests.factories import finance, partnership, reports

BLOCKS = ("statement_of_account", "contributions", "cost_per_partner")
DAY = date(2025, 6, 1)


@pytest.fixture
def vale(db):
    from tests.factories import foundation

    return foundation.partnership("vale", "Vale Partnership")


def outcome_of(outputs) -> figures.Outcome:
    lines = csv.DictReader(io.StringIO(outputs.figures_csv.decode("utf-8-sig")))
    return figures.check([figures.from_cells(at, row) for at, row in enumerate(lines, start=2)])


def a_report(vale):
    report = reports.a_report(vale)
    for block in BLOCKS:
        if not reports.section(report, "money").blocks.filter(block=block).exists():
            add_block(by=None, section=reports.section(report, "money"), block=block)
    return report


def test_without_a_year_it_says_so(vale) -> None:
    assert "No financial year is kept for this time." in to_html(build(a_report(vale)).document)


def test_every_amount_follows_from_those_beside_it(vale) -> None:
    council, police, board, trust = (partnership.an_agency(vale, f"Agency {n}") for n in "ABCD")
    before = years.add_year(
        by=None,
        partnership=vale,
        start=date(2024, 4, 1),
        end=date(2025, 3, 31),
        opening=Decimal(10),
    )
    year = years.add_year(by=None, partnership=vale, start=date(2025, 4, 1), end=date(2026, 3, 31))
    income = finance.a_head(vale, "Contributions", "income")
    finance.agreed(before, income, finance.amount_of(council, 900))
    health = (finance.share_of(board, "61.91"), finance.share_of(trust, "38.09"))
    shares = (
        finance.share_of(council, 45),
        finance.share_of(police, 10),
        finance.share_of(None, 45, *health, title="Health"),
    )
    finance.agreed(year, income, *shares, total=Decimal("1000.01"))
    for contribution in year.contributions.all():
        finance.received(contribution, "100.10", DAY)
    training = finance.a_head(vale, "Training")
    finance.spent(training, "1000.33", DAY)
    finance.spent(finance.a_head(vale, "Venues", parent=training), "20.30", DAY)
    drawn = finance.a_head(vale, "From reserves", "income")
    finance.a_reserve(vale, "50", opened=DAY)
    budgets.set_budget(
        by=None,
        year=year,
        agreed_on=year.start,
        amounts={training: Decimal(900), drawn: Decimal(5)},
    )
    outputs = render(build(a_report(vale)).document)
    outcome = outcome_of(outputs)
    assert outcome.checked > 15 and not outcome.wrong and not outcome.unreadable
    html = outputs.html.decode()
    # 10 in hand, 400.40 in, 1,020.63 out: less than nothing stands in brackets.
    assert "Carried forward" in html and "(£610.23)" in html
    assert "Not divided further" in html
    # Health's 45% to the penny; half of what the council agreed the year before.
    assert "£450" in html and "-50.0%" in html
