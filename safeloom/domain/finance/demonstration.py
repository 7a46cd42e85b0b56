"""The money of the invented county: three years, of which the first is closed, and one thing to approve."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from safeloom.domain.finance.commands import (
    agreeing,
    budgets,
    heads,
    limits,
    receiving,
    reserves,
    spending,
    years,
)
from safeloom.domain.finance.commands.agreeing import Share
from safeloom.domain.finance.definitions import Told
from safeloom.domain.finance.models import Contribution, FinancialYear, Head, Spend
from safeloom.domain.finance.queries import contributions as contribution_queries
from safeloom.domain.finance.queries.limits import approvers
from safeloom.domain.partnership.models import Post
from safeloom.foundation.identity.models import Person
from safeloom.kernel.money import penny
from safeloom.kernel.periods import Frequency, period_containing

YEARS = 3
HEADS = (
    "contributions", "panel-income", "training-income", "from-reserves",
    "staffing", "panel", "reviews", "training", "website", "voice", "to-reserves",
)  # fmt: skip
# The total that is shared, by year, the oldest first.
TOTALS = (238_400, 238_400, 248_600)
# What is planned for each head (part after a colon), and what was spent on it in a whole year.
PLANS = (
    ("Staffing: Business unit", 148_000, 146_320),
    ("Staffing: Independent scrutineer or chair", 18_000, 17_400),
    ("Child death panel: Co-ordination", 27_500, 26_950),
    ("Reviews of serious incidents: Reviewers", 24_000, 12_150),
    ("Training: Trainers", 21_000, 20_480),
    ("Training: Venues", 6_500, 5_140),
    ("Website and procedures", 7_200, 7_200),
    ("Voice of children and families", 4_800, 3_965),
)
# Up to how much each post approves: agency, its place among the agency's posts, amount.
LIMITS = (("icb", 0, 10_000), ("police", 0, 10_000), ("north-council", 0, None))
UNIT_LIMIT = 1_000
_SUPPLIERS = {"Staffing": "Host council", "Website": "A web firm", "Training": "Training providers"}


def make(county: Any) -> None:
    """Years, heads, contributions with shares of shares, invoices and receipts, a budget, spending with
    its approval, a reserve."""
    here = county.partnership
    heads.choose_heads(by=None, partnership=here, keys=HEADS)
    named = {str(head): head for head in here.finance_heads.select_related("parent")}
    _limits(county)
    reserve = reserves.open_reserve(
        by=None,
        partnership=here,
        title="Reviews reserve",
        purpose="For a year in which several reviews fall together.",
        opened=_first(county),
        opening=Decimal(42_000),
    )
    for back in range(YEARS):
        _year(county, back, named)
    last = here.financial_years.order_by("start").first()
    later = here.financial_years.order_by("-start").first()
    reserves.move_reserve(
        by=None,
        reserve=reserve,
        head=named["From reserves"],
        day=min(later.start + timedelta(days=60), county.today),
        amount=Decimal(-6_500),
        reason="Two reviews in one year",
        reference="J 1204",
    )
    years.close_year(by=county.personas["business-manager"], year=last, seen=None)
    _running(county, later, named)


def _first(county: Any) -> date:
    period = period_containing(county.today, Frequency.YEAR)
    return period.start.replace(year=period.start.year - YEARS + 1)


def _limits(county: Any) -> None:
    manager = county.personas["business-manager"]
    start = county.seats_begin
    posts = list(Post.objects.filter(agency__record__partnership=county.partnership).as_at(start))
    for key, rank, up_to in LIMITS:
        holder = county.holders[key, rank][-1].entry.person
        post = Post.objects.filter(agency=county.agencies[key], holdings__person=holder).first()
        _limit(county, post, up_to, max(start, post.start or start))
    post = Post.objects.filter(holdings__person=manager, pk__in=[each.pk for each in posts]).first()
    if post is not None:
        _limit(county, post, UNIT_LIMIT, start)


def _limit(county: Any, post: Post, up_to: int | None, start: date) -> None:
    limits.set_limit(
        by=None,
        partnership=county.partnership,
        post=post,
        start=start,
        up_to=None if up_to is None else Decimal(up_to),
    )


def _year(county: Any, back: int, named: dict[str, Head]) -> None:
    start = _first(county).replace(year=_first(county).year + back)
    end = start.replace(year=start.year + 1) - timedelta(days=1)
    year = years.add_year(
        by=None,
        partnership=county.partnership,
        start=start,
        end=end,
        opening=Decimal(18_250) if back == 0 else None,
    )
    shares = {"shares": _shares(county), "total": Decimal(TOTALS[back])}
    _agree(county, year, named["Contributions of partners"], **shares)
    panel = [
        Share(title="", told=Told.AMOUNT, value=Decimal(9_500), agency=county.agencies[key])
        for key in ("kept-council", "north-council", "south-council")
    ]
    _agree(county, year, named["Child death panel"], shares=panel)
    budgets.set_budget(
        by=county.personas["coordinator"],
        year=year,
        agreed_on=start - timedelta(days=20),
        amounts={named[title]: Decimal(planned) for title, planned, _ in PLANS}
        | {named["Training: Places paid for"]: Decimal(4_000)},
        group=county.groups.get("executive"),
    )
    _money_in(county, year, named)
    _money_out(county, year, named)


def _agree(county: Any, year: FinancialYear, head: Head, **shares: Any) -> None:
    agreeing.agree_contributions(
        by=county.personas["coordinator"],
        year=year,
        head=head,
        agreed_on=year.start - timedelta(days=40),
        group=county.groups.get("executive"),
        **shares,
    )


def _shares(county: Any) -> list[Share]:
    """Percentages of the total; health's share divided again; two of fixed amounts; the districts share
    the rest."""
    body = county.agencies

    def percent(key: str, value: str) -> Share:
        return Share(title="", told=Told.PERCENT, value=Decimal(value), agency=body[key])

    def equal(key: str) -> Share:
        return Share(title="", told=Told.WEIGHT, value=Decimal(1), agency=body[key])

    health = (
        percent("icb", "60"),
        percent("hospital-1", "22.5"),
        percent("community-health", "17.5"),
    )
    fixed = Decimal(3_500)
    return [
        percent("kept-council", "28"),
        percent("north-council", "14"),
        percent("south-council", "13"),
        percent("police", "12"),
        Share(title="Health", told=Told.PERCENT, value=Decimal(28), parts=health),
        Share(title="", told=Told.AMOUNT, value=fixed, agency=body["probation"]),
        Share(
            title="Districts",
            told=Told.WEIGHT,
            value=Decimal(1),
            parts=(equal("district-1"), equal("district-2")),
        ),
    ]


def _money_in(county: Any, year: FinancialYear, named: dict[str, Head]) -> None:
    rows = contribution_queries.told(Contribution.objects.filter(year=year), year.end)
    for number, row in enumerate(rows.order_by("record__reference"), start=1):
        amount = penny(row.agreed)
        day = year.start + timedelta(days=21 + number)
        if day > county.today:
            continue
        invoice = receiving.invoice(
            by=None,
            contribution=row,
            agency=row.agency,
            day=day,
            reference=f"{year.start.year}-{number:03d}",
            amount=amount,
        )
        paid = day + timedelta(days=county.chance.randrange(12, 45))
        open_still = county.today <= year.end and row.agency_id == county.agencies["police"].pk
        if paid <= min(county.today, year.end):
            part = penny(amount / 2) if open_still else amount
            receiving.receive(
                by=None,
                contribution=row,
                invoice=invoice,
                day=paid,
                amount=part,
                reference=f"BACS {county.chance.randrange(10_000, 99_999)}",
            )
    for month in (2, 6, 10):
        day = year.start + timedelta(days=30 * month)
        if day <= county.today:
            budgets.add_income(
                by=None,
                partnership=county.partnership,
                head=named["Training: Places paid for"],
                day=day,
                amount=Decimal(county.chance.randrange(900, 1_500)),
                words="Places paid for by schools and charities",
                reference=f"T {month:02d}",
            )


def _money_out(county: Any, year: FinancialYear, named: dict[str, Head]) -> None:
    """Each head paid in quarters of what it came to in a whole year."""
    asker = county.personas["coordinator"]
    for title, _, spent in PLANS:
        day = min(year.start + timedelta(days=5), county.today)
        spend = _asked(county, asker, named[title], f"{title.split(': ')[-1]}, {year}", spent, day)
        _approve(spend, day)
        quarter = penny(Decimal(spent) / 4)
        for place in range(4):
            paid = year.start + timedelta(days=80 + 90 * place)
            if paid <= min(county.today, year.end):
                spending.pay(by=None, spend=spend, day=paid, amount=quarter, last=place == 3)


def _asked(
    county: Any, asker: Person, head: Head, title: str, amount: int, day: date, reason: str = ""
) -> Spend:
    return spending.ask_to_spend(
        by=asker,
        partnership=county.partnership,
        title=title,
        head=head,
        amount=Decimal(amount),
        day=day,
        supplier=next((words for key, words in _SUPPLIERS.items() if key in str(head)), ""),
        reason=reason,
    )


def _approve(spend: Spend, day: date) -> None:
    found = approvers(spend, day)
    if found:
        spending.approve_spend(by=found[0].person, spend=spend, day=day)


def _running(county: Any, year: FinancialYear, named: dict[str, Head]) -> None:
    """What waits, what is committed, and what was rejected in the year that runs."""
    asker = county.personas["coordinator"]
    day = max(year.start, county.today - timedelta(days=6))
    _asked(
        county,
        asker,
        named["Voice of children and families"],
        "Film made with young scrutineers",
        4_800,
        day,
        "Asked for by the young scrutineers after their visit in the summer; it would be shown to schools.",
    )
    _asked(county, asker, named["Training: Venues"], "Hall for the spring conference", 860, day)
    refused = _asked(
        county, asker, named["Website and procedures"], "A second website for schools", 9_200, day
    )
    if found := approvers(refused, day):
        spending.reject_spend(
            by=found[0].person,
            spend=refused,
            reason="The first one has room for it. Ask what it would cost there.",
            day=day,
        )
