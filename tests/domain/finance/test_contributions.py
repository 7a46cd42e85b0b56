"""Who pays what: shares of shares, part payments, credit notes, what is overdue."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from safeloom.domain.finance.commands import agreeing, receiving, years
from safeloom.domain.finance.models import AgreementLine, Contribution
from safeloom.domain.finance.pasting import read_shares, written
from safeloom.domain.finance.queries import contributions as queries
from safeloom.foundation.today import today
from tests.factories import finance, partnership


def told(contribution, day=None):
    return queries.told(Contribution.objects.filter(pk=contribution.pk), day or today()).get()


def test_a_share_of_a_share_is_paid_to_the_penny(vale, year, income, council, police) -> None:
    boards = [partnership.an_agency(vale, f"Board {name}") for name in "AB"]
    districts = [partnership.an_agency(vale, f"District {name}") for name in "CDE"]
    finance.agreed(
        year,
        income,
        finance.share_of(council, "45.5"),
        finance.share_of(police, "9.5"),
        finance.share_of(
            None,
            40,
            finance.share_of(boards[0], "61.91"),
            finance.share_of(boards[1], "38.09"),
            title="Health",
        ),
        finance.share_of(None, 5, *map(finance.equal, districts), title="Districts"),
        total=Decimal("186244.01"),
    )
    lines = {line.title: line.amount for line in AgreementLine.objects.all()}
    assert lines["Board A"] + lines["Board B"] == lines["Health"]
    assert sum(lines[f"District {name}"] for name in "CDE") == lines["Districts"]
    paying = AgreementLine.objects.exclude(contribution=None)
    assert sum(line.amount for line in paying) == Decimal("186244.01")
    assert Contribution.objects.count() == 7


def test_what_does_not_add_up_names_the_difference(vale, year, income, council, police) -> None:
    text = "Vale Council, 45%\nVale Police, 45%"
    shares = read_shares(text, [council, police])
    with pytest.raises(ValidationError, match="add up to 90%, not to 100%"):
        agreeing.work_out(Decimal(100), shares, whole_pounds=False)
    with pytest.raises(ValidationError, match="Enter the total"):
        agreeing.work_out(None, shares, whole_pounds=False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Vale Counci, 45%", "Line 1: there is no agency “Vale Counci”. Did you mean Vale Council"),
        ("Vale Council", "Line 1: write a name, a comma and its share"),
        ("Vale Council, a lot", "Line 1"),
        ("- Vale Council, 45%", "Line 1 is a part"),
        ("Health, 45%\n- Nobody, 50%", "Line 2: there is no agency"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text, words, council) -> None:
    with pytest.raises(ValidationError) as refused:
        read_shares(text, [council])
    assert words in str(refused.value)


def test_what_was_agreed_is_written_as_it_is_read(vale, year, income, council, police) -> None:
    text = "Vale Council, £12,000\nOthers, £3,000.50\n- Vale Police, 310,000 people"
    shares = read_shares(text, [council, police])
    agreement = finance.agreed(year, income, *shares)
    assert written(list(agreement.lines.all())) == text
    assert agreement.total == Decimal("15000.50")


def test_part_payments_a_credit_note_and_what_is_overdue(vale, year, income, council) -> None:
    contribution = finance.contributed(year, income, council, "1000.00")
    day = today() - timedelta(days=31)
    if day < year.start:
        years.add_year(
            by=None,
            partnership=vale,
            start=year.start - timedelta(days=365),
            end=year.start - timedelta(days=1),
        )
    invoice = finance.invoiced(contribution, "1000", day)
    assert invoice.due == today() - timedelta(days=1)
    finance.received(contribution, "400", day, invoice=invoice)
    receiving.credit(
        by=None, invoice=invoice, day=day, reference="CN 1", amount=Decimal(100), reason="Waived"
    )
    found = told(contribution)
    assert queries.outstanding(found) == 600
    read = queries.invoices(contribution.invoices.all(), today()).get()
    assert queries.unpaid(read) == 500 and read.due < today()
    with pytest.raises(ValidationError, match="Only £500 of invoice"):
        finance.received(contribution, "500.01", invoice=invoice)
    finance.received(contribution, "500", invoice=invoice)
    assert queries.unpaid(queries.invoices(contribution.invoices.all(), today()).get()) == 0
    # As at the day before nothing of today had come in.
    assert queries.outstanding(told(contribution, today() - timedelta(days=1))) == 600


def test_a_new_version_holds_from_its_day_and_the_old_one_stays(
    vale, year, income, council
) -> None:
    contribution = finance.contributed(year, income, council, "1000")
    finance.agreed(
        year, income, finance.amount_of(council, "1200"), day=year.start + timedelta(days=30)
    )
    assert told(contribution, year.start).agreed == 1000
    assert told(contribution, year.start + timedelta(days=30)).agreed == 1200
    assert Contribution.objects.count() == 1


def test_who_leaves_an_agreement_owes_nothing_any_more(vale, year, income, council, police) -> None:
    contribution = finance.contributed(year, income, council, "1000")
    finance.agreed(year, income, finance.amount_of(police, "1000"))
    assert told(contribution).agreed is None


def test_cost_per_partner_with_the_change_on_the_year_before(vale, income, council, police) -> None:
    before, now = finance.a_year(vale, back=1), finance.a_year(vale)
    other = finance.a_head(vale, "Panel", "income")
    finance.agreed(before, income, finance.amount_of(council, 800), finance.amount_of(police, 200))
    finance.agreed(now, income, finance.amount_of(council, 900))
    finance.agreed(now, other, finance.amount_of(council, 100), finance.amount_of(police, 150))
    costs = queries.cost_per_partner(now, now.end)
    assert [(each.name, each.agreed, each.change) for each in costs] == [
        ("Vale Council", Decimal(1000), Decimal("25.0")),
        ("Vale Police", Decimal(150), Decimal("-25.0")),
    ]
    total = queries.total(costs)
    assert [each.share(total) for each in costs] == [Decimal("87.0"), Decimal("13.0")]
