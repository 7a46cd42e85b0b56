"""A partnership's money for tests, entered through the commands."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from safeloom.domain.finance.commands import agreeing, heads, limits, receiving, spending, years
from safeloom.domain.finance.commands import reserves as reserve_commands
from safeloom.domain.finance.definitions import Side, Told
from safeloom.domain.finance.models import Contribution, FinancialYear, Head, Limit, Reserve, Spend
from safeloom.domain.partnership.models import Agency, Post
from safeloom.foundation.identity.models import Account, Person
from safeloom.foundation.today import today
from safeloom.kernel.periods import Frequency, period_containing
from tests.factories import Place, foundation, partnership, sample

_NUMBERS = count(1)


def a_year(here, back: int = 0, **said) -> FinancialYear:
    """The year that runs, or one so many years back."""
    period = period_containing(today(), Frequency.YEAR)
    for _ in range(back):
        period = period.previous()
    there = FinancialYear.objects.filter(partnership=here, start=period.start).first()
    said = {"start": period.start, "end": period.end} | said
    return there or years.add_year(by=None, partnership=here, **said)


def a_head(here, title: str = "", side: str = Side.EXPENDITURE, **said) -> Head:
    """A head."""
    title = title or f"Head {next(_NUMBERS)}"
    return heads.add_head(by=None, partnership=here, title=title, side=side, **said)


def amount_of(agency: Agency, amount) -> agreeing.Share:
    """An agency pays an amount."""
    return agreeing.Share(title="", told=Told.AMOUNT, value=Decimal(amount), agency=agency)


def share_of(agency: Agency | None, percent, *parts, title: str = "") -> agreeing.Share:
    """An agency, or those among whom it is divided again, pays a percentage."""
    said = {"told": Told.PERCENT, "value": Decimal(percent)}
    return agreeing.Share(title=title, agency=agency, parts=parts, **said)


def equal(agency: Agency) -> agreeing.Share:
    """An agency pays an equal share of the rest."""
    return agreeing.Share(title="", told=Told.WEIGHT, value=Decimal(1), agency=agency)


def agreed(year: FinancialYear, head: Head, *shares, day: date | None = None, **said):
    """What is paid towards a head."""
    return agreeing.agree_contributions(
        by=None, year=year, head=head, agreed_on=day or year.start, shares=shares, **said
    )


def contributed(year: FinancialYear, head: Head, agency: Agency, amount) -> Contribution:
    """The contribution of one agency that was agreed alone."""
    agreed(year, head, amount_of(agency, amount))
    return Contribution.objects.get(year=year, head=head, agency=agency)


def invoiced(contribution: Contribution, amount, day: date | None = None, **said):
    """An invoice to who agreed."""
    said = {"agency": contribution.agency, "reference": f"INV {next(_NUMBERS)}"} | said
    return receiving.invoice(
        by=None, contribution=contribution, day=day or today(), amount=Decimal(amount), **said
    )


def received(contribution: Contribution, amount, day: date | None = None, **said):
    """Money that came in."""
    said = {"day": day or today(), "amount": Decimal(amount)} | said
    return receiving.receive(by=None, contribution=contribution, **said)


def asked(
    head: Head, amount="100", by: Person | None = None, day: date | None = None, **said
) -> Spend:
    """Spending that waits for approval."""
    said = {"title": f"Thing {next(_NUMBERS)}"} | said
    return spending.ask_to_spend(
        by=by,
        partnership=head.partnership,
        head=head,
        amount=Decimal(amount),
        day=day or today(),
        **said,
    )


def a_limit(post: Post, up_to="1000", *heads: Head, start: date | None = None) -> Limit:
    """A limit of a post, for a long time already."""
    return limits.set_limit(
        by=None,
        partnership=post.agency.record.partnership,
        post=post,
        start=start or today() - timedelta(days=2_000),
        up_to=None if up_to is None else Decimal(up_to),
        heads=heads,
    )


def an_approver(here, up_to="1000", *heads: Head, title: str = "") -> Person:
    """Somebody in a post that may approve."""
    person = partnership.somebody(here)
    post = partnership.a_post(partnership.an_agency(here), title)
    partnership.in_post(post, person)
    a_limit(post, up_to, *heads)
    return person


def an_executive(here, up_to="500", title: str = "Director") -> Account:
    """A statutory partner's executive, who can sign in, in a post that may approve."""
    person = an_approver(here, up_to, title=title)
    foundation.grant(person.principal, "statutory-partner", here)
    return foundation.account(person)


def spent(head: Head, amount="100", day: date | None = None) -> Spend:
    """Spending that was approved and paid on a day."""
    spend = asked(head, amount, day=day)
    approver = an_approver(head.partnership, None)
    spending.approve_spend(by=approver, spend=spend, day=day or today())
    spending.pay(by=None, spend=spend, day=day or today(), amount=Decimal(amount))
    return spend


def a_reserve(here, opening="1000", **said) -> Reserve:
    """A reserve that is kept for years."""
    said = {"title": f"Reserve {next(_NUMBERS)}", "purpose": "For a large review"} | said
    said = {"opened": today() - timedelta(days=1_500)} | said
    return reserve_commands.open_reserve(
        by=None, partnership=here, opening=Decimal(opening), **said
    )


@sample(*(f"finance:{name}" for name in ("year", "change-year", "agree", "set-budget")), by=())
def _year(place: Place) -> dict[str, object]:
    return {"reference": a_year(place.partnership).record.reference}


@sample("finance:close-year", by=())
def _past_year(place: Place) -> dict[str, object]:
    return {"reference": a_year(place.partnership, back=1).record.reference}


@sample("finance:change-head", by=())
def _head(place: Place) -> dict[str, object]:
    return {"pk": a_head(place.partnership).pk}


def _contribution_at(place: Place) -> Contribution:
    here = place.partnership
    head = a_head(here, side=Side.INCOME)
    return contributed(a_year(here), head, place.agency, 100)


@sample(*(f"finance:{name}" for name in ("contribution", "invoice", "receive")), by=("agency",))
def _contribution(place: Place) -> dict[str, object]:
    return {"reference": _contribution_at(place).record.reference}


@sample("finance:credit", by=("agency",))
def _credit(place: Place) -> dict[str, object]:
    return {"pk": invoiced(_contribution_at(place), 100).pk}


@sample(*(f"finance:{name}" for name in ("spend", "approve", "reject", "withdraw", "pay")), by=())
def _spend(place: Place) -> dict[str, object]:
    a_year(place.partnership)
    return {"reference": asked(a_head(place.partnership)).record.reference}


@sample("finance:reserve", "finance:move", by=())
def _reserve(place: Place) -> dict[str, object]:
    return {"reference": a_reserve(place.partnership).record.reference}


@sample("finance:end-limit", by=())
def _limit(place: Place) -> dict[str, object]:
    return {"pk": a_limit(partnership.a_post(place.agency)).pk}
