"""The account of a year: as at any day, forecast, carried forward, frozen once closed."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from safeloom.domain.finance.commands import budgets, reserves, spending, years
from safeloom.domain.finance.definitions import Pace, Side
from safeloom.domain.finance.queries.account import read_account
from safeloom.domain.finance.queries.years import closings
from safeloom.domain.finance.showing import flags
from safeloom.domain.finance.statement import HeadRow, Sums, account, forecast_of
from safeloom.foundation.today import today
from safeloom.kernel.periods import Period
from tests.factories import finance

YEAR = Period(date(2026, 4, 1), date(2027, 3, 31))
money = st.decimals(0, 10**7, places=2, allow_nan=False)
sums = st.builds(Sums, budget=st.none() | money, actual=money, committed=money, waiting=money)


def line(title, lines):
    return next(each for each in lines if each.title == title)


def test_income_less_expenditure_as_at_any_day(vale, income, training, council) -> None:
    year = finance.a_year(vale, back=1, opening=Decimal("100.10"))
    contribution = finance.contributed(year, income, council, "1000")
    start = year.start
    finance.received(contribution, "600", start + timedelta(days=10))
    finance.spent(training, "0.10", start + timedelta(days=20))
    finance.spent(training, "0.20", start + timedelta(days=20))
    finance.asked(training, "50", day=start + timedelta(days=30))
    budgets.set_budget(by=None, year=year, agreed_on=start, amounts={training: Decimal(500)})
    early = read_account(year, start + timedelta(days=9))
    assert early.closing == Decimal("100.10") and early.total_income.sums.budget == 1000
    late = read_account(year, today())
    assert late.day == year.end
    assert late.closing == Decimal("699.80")
    spent = line("Training", late.expenditure)
    assert spent.sums == Sums(Decimal(500), Decimal("0.30"), Decimal(0), Decimal(50))
    assert spent.variance == Decimal("499.70")
    assert line("Contributions", late.income).variance == -400


def test_commitments_are_what_is_approved_and_unpaid_on_the_day(vale, year, training) -> None:
    spend = finance.asked(training, "80", day=year.start)
    day = year.start
    spending.approve_spend(by=finance.an_approver(vale), spend=spend, day=day)
    spending.pay(by=None, spend=spend, day=today(), amount=Decimal(30))
    now = line("Training", read_account(year, today()).expenditure).sums
    assert (now.actual, now.committed, now.waiting) == (30, 50, 0)
    spending.pay(by=None, spend=spend, day=today(), amount=Decimal(20), last=True)
    now = line("Training", read_account(year, today()).expenditure).sums
    assert (now.actual, now.committed) == (50, 0)


def test_what_is_left_is_carried_forward_and_a_closed_year_is_frozen(
    vale, income, training, council
) -> None:
    old, new = finance.a_year(vale, back=1, opening=Decimal(10)), finance.a_year(vale)
    contribution = finance.contributed(old, income, council, "500")
    finance.received(contribution, "300", old.end)
    finance.spent(training, "120", old.end)
    assert read_account(new, today()).opening == 190
    years.close_year(by=None, year=old, seen=None)
    for act in (
        lambda: finance.received(contribution, "1", old.end),
        lambda: finance.asked(training, day=old.end),
        lambda: finance.agreed(old, income, finance.amount_of(council, 1)),
        lambda: budgets.set_budget(by=None, year=old, agreed_on=old.start, amounts={training: 1}),
        lambda: years.close_year(by=None, year=old, seen=None),
        lambda: years.change_year(
            by=None, year=old, seen=None, opening=None, term_days=1, flag_percent=Decimal(1)
        ),
    ):
        with pytest.raises(ValidationError, match="is closed and stays as it is"):
            act()
    # What comes late is income of the open year, and the old account stays as it was.
    finance.received(contribution, "200", new.start)
    put_right = finance.asked(training, "5", adjusts=old)
    assert put_right.year == new and put_right.adjusts == old
    assert read_account(old, today()).closing == 190
    assert read_account(new, today()).total_income.sums.actual == 200
    assert closings([old, new]) == {old: 190, new: 390}


def test_a_year_is_not_closed_while_it_runs_or_something_waits(vale, year, training) -> None:
    with pytest.raises(ValidationError, match="Close it after that day"):
        years.close_year(by=None, year=year, seen=None)
    old = finance.a_year(vale, back=1)
    spend = finance.asked(training, day=old.end)
    with pytest.raises(ValidationError, match="1 of its spending waits"):
        years.close_year(by=None, year=old, seen=None)
    spending.withdraw_spend(by=None, spend=spend, reason="Not wanted")
    assert years.close_year(by=None, year=old, seen=None).closed


def test_years_stand_one_after_the_other(vale, year) -> None:
    gap = year.end + timedelta(days=2)
    with pytest.raises(ValidationError, match="Years stand one after the other"):
        years.add_year(by=None, partnership=vale, start=gap, end=gap + timedelta(days=364))


def test_reserves_move_through_the_account(vale, year, training) -> None:
    drawn = finance.a_head(vale, "From reserves", "income")
    reserve = finance.a_reserve(vale, "1000")
    said = {"by": None, "reserve": reserve, "day": today(), "reason": "A review"}
    reserves.move_reserve(head=drawn, amount=Decimal(-400), **said)
    reserves.move_reserve(head=training, amount=Decimal(150), **said)
    found = read_account(year, today())
    assert line("From reserves", found.income).sums.actual == 400
    assert line("Training", found.expenditure).sums.actual == 150
    with pytest.raises(ValidationError, match="The reserve holds £750"):
        reserves.move_reserve(head=drawn, amount=Decimal("-750.01"), **said)
    with pytest.raises(ValidationError, match="Select a head of income"):
        reserves.move_reserve(head=training, amount=Decimal(-1), **said)


@given(st.lists(st.tuples(sums, st.booleans(), st.booleans()), max_size=12), money)
def test_the_account_always_adds_up(rows, opening) -> None:
    """Heads with parts or without: totals are the sums of what is shown, and the closing follows."""
    heads, found = [], {}
    for mine, is_part, is_income in rows:
        side = Side.INCOME if is_income else Side.EXPENDITURE
        above = [each for each in heads if each.parent is None and each.side == side]
        parent = above[-1].key if is_part and above else None
        heads.append(HeadRow(uuid4(), "Head", side, Pace.COMES, parent))
        found[heads[-1].key] = mine
    shown = account(YEAR, date(2026, 10, 1), opening, heads, found, Decimal(5))
    came = sum(found[head.key].actual for head in heads if head.side == Side.INCOME)
    went = sum(found[head.key].actual for head in heads if head.side == Side.EXPENDITURE)
    assert shown.total_income.sums.actual == came
    assert shown.total_expenditure.sums.actual == went
    assert shown.closing == opening + came - went
    total = shown.total_expenditure
    if total.sums.budget is not None:
        assert total.variance == total.sums.budget - went - total.sums.committed
    assert total.forecast >= went + total.sums.committed + total.sums.waiting


@given(sums, st.dates(YEAR.start, YEAR.end), st.sampled_from(list(Pace)))
def test_a_forecast_never_forgets_what_is_committed_and_ends_with_the_year(mine, day, pace) -> None:
    head = HeadRow(uuid4(), "Head", Side.EXPENDITURE, pace, None)
    known = mine.actual + mine.committed + mine.waiting
    assert forecast_of(head, mine, YEAR, day) >= known
    assert forecast_of(head, mine, YEAR, YEAR.end) == known


def test_an_underspend_is_flagged_from_the_percentage_on() -> None:
    head = HeadRow(uuid4(), "Training", Side.EXPENDITURE, Pace.COMES, None)

    def flagged(actual: str) -> list[str]:
        found = {head.key: Sums(budget=Decimal(1000), actual=Decimal(actual))}
        return flags(account(YEAR, YEAR.end, Decimal(0), [head], found, Decimal(5)))

    assert not flagged("950.51")
    words = flagged("950")
    assert (
        words[0] == "Underspend of £50 forecast on all expenditure: 5.0% of the budget of £1,000."
    )
    assert "Overspend of £200 forecast on Training" in flagged("1200")[1]
