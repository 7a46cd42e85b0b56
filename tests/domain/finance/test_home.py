"""What the money tells at home and by mail: to whom it is something to do, and to nobody else."""

from datetime import UTC, datetime, timedelta

from safeloom.domain.finance import digest, home
from safeloom.domain.finance.commands import spending
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.today import today
from tests.factories import finance, foundation

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def words(source, account, vale) -> list[str]:
    return [line.words for line in source(Viewer(account, today()), vale, LONG_AGO)]


def test_what_waits_comes_to_who_may_approve_it(vale, year, training, manager) -> None:
    executive, lower = finance.an_executive(vale, "500"), finance.an_executive(vale, "10", "Deputy")
    spend = finance.asked(training, "450", by=manager.person, title="A speaker")
    assert words(home.to_approve, executive, vale) == ["Approve or reject A speaker: £450"]
    assert words(home.to_approve, lower, vale) == words(home.to_approve, manager, vale) == []
    assert [line.words for line in digest.to_approve(executive.person, today())] == [
        "Approve or reject A speaker: £450"
    ]
    spending.reject_spend(by=executive.person, spend=spend, reason="Not now")
    assert words(home.to_approve, executive, vale) == []
    assert words(home.decided, manager, vale) == ["Rejected: A speaker"]


def test_many_that_wait_are_counted(vale, year, training) -> None:
    executive = finance.an_executive(vale)
    for _ in range(7):
        finance.asked(training)
    assert words(home.to_approve, executive, vale)[-1] == "2 more wait for your approval"


def test_an_invoice_is_overdue_after_its_last_day(vale, income, council, police, manager) -> None:
    year = finance.a_year(vale)
    finance.a_year(vale, back=1)
    contribution = finance.contributed(year, income, council, 100)
    lead = foundation.granted("agency-lead", vale, over=council.principal)
    other = foundation.granted("agency-lead", vale, over=police.principal)
    last_day = finance.invoiced(contribution, 100, today() - timedelta(days=30), reference="V 1")
    assert last_day.due == today()
    assert words(home.overdue, manager, vale) == []
    late = finance.contributed(year, finance.a_head(vale, side="income"), council, 50)
    finance.invoiced(late, 50, today() - timedelta(days=31), reference="V 2")
    said = ["Vale Council: £50 of invoice V 2 not paid"]
    assert words(home.overdue, manager, vale) == words(home.overdue, lead, vale) == said
    assert words(home.overdue, other, vale) == []
    assert [line.words for line in digest.overdue(lead.person, today())] == said
