"""Contributions when agencies become others: what is left passes on, what was agreed stays; undone."""

from datetime import timedelta
from decimal import Decimal

import pytest

from safeloom.domain.finance.commands import years
from safeloom.domain.finance.models import Contribution
from safeloom.domain.finance.queries import contributions as queries
from safeloom.domain.partnership.commands import reorganisations
from safeloom.domain.partnership.models import Agency, Reorganisation
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.today import today
from tests.factories import finance, foundation


@pytest.fixture
def act(vale, council):
    """The council is to become two today."""
    act = reorganisations.plan(by=None, partnership=vale, kind=Reorganisation.Kind.SPLIT)
    said = {"by": None, "act": act, "seen": None}
    reorganisations.set_agencies(agencies=[council], **said)
    heirs = [
        reorganisations.NewHeir(name=name, kind=Agency.Kind.LOCAL_AUTHORITY)
        for name in ("North Vale", "South Vale")
    ]
    reorganisations.set_agency_heirs(heirs=heirs, **said)
    reorganisations.set_day(day=today(), **said)
    return act


def asked(contribution, day=None) -> list[tuple[str, Decimal]]:
    found = queries.told(Contribution.objects.filter(pk=contribution.pk), day or today()).get()
    return sorted((agency.name, amount) for agency, amount in queries.asked_of(found))


def test_what_is_left_is_paid_by_each_heir_and_undone(vale, year, income, council, act) -> None:
    contribution = finance.contributed(year, income, council, "1000.01")
    finance.received(contribution, "400")
    reorganisations.carry_out(by=None, act=act, seen=None)
    eve = today() - timedelta(days=1)
    assert asked(contribution) == [("North Vale", Decimal("300.01")), ("South Vale", Decimal(300))]
    assert [name for name, _ in asked(contribution, eve)] == ["Vale Council"]
    # What was agreed is still said of who agreed it, and each heir's lead sees it.
    assert [each.name for each in queries.cost_per_partner(year, today())] == ["Vale Council"]
    heir = Agency.objects.get(principal__name="North Vale")
    lead = foundation.granted("agency-lead", vale, over=heir.principal)
    viewer = Viewer(lead, today())
    assert list(queries.contributions(viewer, vale, today())) == [contribution]
    invoice = finance.invoiced(contribution, "300.01", agency=heir)
    assert invoice.agency == heir


def test_undoing_gives_it_back_and_closed_years_never_move(vale, income, council, act) -> None:
    old, now = finance.a_year(vale, back=1), finance.a_year(vale)
    before = finance.contributed(old, income, council, 100)
    years.close_year(by=None, year=old, seen=None)
    contribution = finance.contributed(now, income, council, 100)
    reorganisations.carry_out(by=None, act=act, seen=None)
    assert [name for name, _ in asked(before)] == ["Vale Council"]
    assert len(asked(contribution)) == 2
    reorganisations.undo(by=None, act=act, seen=None)
    assert asked(contribution) == [("Vale Council", Decimal(100))]
    assert contribution.payers.count() == 1


def test_one_heir_may_be_chosen(vale, year, income, council, act) -> None:
    contribution = finance.contributed(year, income, council, 100)
    payer = contribution.payers.get()
    south = act.agency_heirs.get(name="South Vale")
    reorganisations.choose(
        by=None, act=act, seen=None, choices={f"payer-{payer.pk}": f"heir-{south.pk}"}
    )
    reorganisations.carry_out(by=None, act=act, seen=None)
    assert asked(contribution) == [("South Vale", Decimal(100))]
