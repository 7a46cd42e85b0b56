"""What agencies pay: agreed, invoiced, received, outstanding, overdue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter
from uuid import UUID

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from safeloom.domain.finance.definitions import Told
from safeloom.domain.finance.models import (
    Agreement,
    AgreementLine,
    Contribution,
    CreditNote,
    FinancialYear,
    Invoice,
    Payer,
    Receipt,
)
from safeloom.domain.finance.queries import sums
from safeloom.domain.partnership.models import Agency, as_called
from safeloom.domain.partnership.queries.names import name_on
from safeloom.domain.partnership.queries.schools import apart_from_schools
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.money import NOTHING, money_words, penny
from safeloom.kernel.rounding import divide_half_up
from safeloom.kernel.shares import equally

SEE = "contribution.see"


def contributions(
    viewer: Viewer, here: Partnership, day: date, permission: str = SEE
) -> QuerySet[Contribution]:
    """The contributions a viewer may see, as at a day's end: `agreed`, `billed`, `credited` and `received`
    (each None for none), `before` (agreed the year before), `payers_now`."""
    rows = viewer.rows(permission, Contribution.objects.all(), here.pk)
    return told(rows, day)


def told(rows: QuerySet[Contribution], day: date) -> QuerySet[Contribution]:
    """Contributions with their sums as at a day's end."""
    payers = Payer.objects.as_at(day).select_related("agency__principal")
    return (
        rows.select_related("record__partnership", "year", "head__parent", "agency__principal")
        .annotate(agreement=_in_force(day, "year", "head"))
        .annotate(
            agreed=Subquery(
                AgreementLine.objects.filter(
                    contribution=OuterRef("pk"), agreement=OuterRef("agreement")
                ).values("amount")[:1],
                sums.MONEY,
            ),
            billed=sums.of_each(Invoice.objects.all(), "contribution", day),
            credited=sums.of_each(CreditNote.objects.all(), "invoice__contribution", day),
            received=sums.of_each(Receipt.objects.all(), "contribution", day),
            called=name_on(day, "agency__"),
        )
        .prefetch_related(
            Prefetch(
                "payers", payers.order_by("agency__principal__name", "pk"), to_attr="payers_now"
            )
        )
    )


def _in_force(day: date, year: str, head: str) -> Subquery:
    rows = Agreement.objects.filter(
        year=OuterRef(year), head=OuterRef(head), agreed_on__lte=day
    ).order_by("-agreed_on", "-number")
    return Subquery(rows.values("pk")[:1])


def outstanding(contribution: Contribution) -> Decimal:
    """What is still to come of a contribution that was read by `told`; less than nothing where more came
    in than was agreed."""
    return penny(contribution.agreed) - penny(contribution.received)


def asked_of(contribution: Contribution) -> list[tuple[Agency, Decimal]]:
    """Who is to pay what is outstanding, in equal parts where there are several, by name."""
    payers = [payer.agency for payer in contribution.payers_now]
    left = outstanding(contribution)
    if not payers:
        return []
    if left <= 0:
        return [(payers[0], left)]
    return list(zip(payers, equally(left, len(payers)), strict=True))


def invoices(rows: QuerySet[Invoice], day: date) -> QuerySet[Invoice]:
    """Invoices made by a day, with what was `credited` and `paid` on them by its end."""
    return (
        rows.filter(day__lte=day)
        .select_related("agency__principal", "contribution__record", "contribution__year")
        .annotate(
            credited=sums.of_each(CreditNote.objects.all(), "invoice", day),
            paid=sums.of_each(Receipt.objects.all(), "invoice", day),
        )
        .order_by("day", "entered")
    )


def unpaid(invoice: Invoice) -> Decimal:
    """What is open of an invoice read by `invoices`."""
    return invoice.amount - penny(invoice.credited) - penny(invoice.paid)


def open_invoices(
    viewer: Viewer, here: Partnership, day: date, permission: str = SEE
) -> list[Invoice]:
    """The invoices that are not paid by a day's end, of the contributions a viewer may see; the longest
    due first. 1 query."""
    seen = viewer.rows(permission, Contribution.objects.all(), here.pk).values("pk")
    rows = invoices(Invoice.objects.filter(contribution__in=seen), day)
    found = [each for each in rows if unpaid(each) > 0]
    as_called([each.agency for each in found], day)
    return sorted(found, key=attrgetter("due", "reference"))


@dataclass(frozen=True, slots=True)
class PartnerCost:
    """What an agency paid in a year towards all heads together. `before` is what it agreed the year
    before, None where it had nothing to agree to or there is no such year."""

    agency: UUID
    name: str
    kind: str
    agreed: Decimal
    invoiced: Decimal
    received: Decimal
    before: Decimal | None

    @property
    def place(self) -> tuple[Decimal, str]:
        """Where it stands: the largest first, then by name."""
        return -self.agreed, self.name

    @property
    def outstanding(self) -> Decimal:
        """What is still to come."""
        return self.agreed - self.received

    def share(self, total: Decimal) -> Decimal | None:
        """What part of a total it agreed, per cent with one decimal."""
        return divide_half_up(self.agreed * 100, total, 1) if total else None

    @property
    def change(self) -> Decimal | None:
        """Against the year before, per cent with one decimal; None where that was nothing or not known."""
        if not self.before:
            return None
        return divide_half_up((self.agreed - self.before) * 100, self.before, 1)


def cost_per_partner(year: FinancialYear, day: date) -> list[PartnerCost]:
    """What each agency agreed and paid for a year as at a day's end, the largest first. 4 queries."""
    rows = list(told(Contribution.objects.filter(year=year), day))
    previous = FinancialYear.objects.filter(
        partnership=year.partnership_id, end__lt=year.start
    ).order_by("-start")[:1]
    earlier = told(Contribution.objects.filter(year__in=previous.values("pk")), year.start)
    then: dict[UUID, Decimal] = {}
    for each in earlier.prefetch_related(None):
        then[each.agency_id] = then.get(each.agency_id, NOTHING) + penny(each.agreed)
    found: dict[UUID, list[Contribution]] = {}
    for each in rows:
        found.setdefault(each.agency_id, []).append(each)
    costs = [_cost(each, then) for each in found.values()]
    return sorted(costs, key=attrgetter("place"))


def _cost(rows: Sequence[Contribution], then: dict[UUID, Decimal]) -> PartnerCost:
    first = rows[0]
    return PartnerCost(
        agency=first.agency_id,
        name=first.called,
        kind=first.agency.get_kind_display(),
        agreed=_all(each.agreed for each in rows),
        invoiced=_all(each.billed for each in rows) - _all(each.credited for each in rows),
        received=_all(each.received for each in rows),
        before=then.get(first.agency_id),
    )


def _all(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum(map(penny, amounts), NOTHING)


def agreements(year: FinancialYear) -> QuerySet[Agreement]:
    """The agreements of a year, every version, with their lines."""
    lines = AgreementLine.objects.select_related("contribution__record").order_by("position")
    return (
        Agreement.objects.filter(year=year)
        .select_related("head__parent", "group__principal", "entered_by__principal")
        .prefetch_related(Prefetch("lines", lines))
        .order_by("head__position", "head__title", "-agreed_on", "-number")
    )


def may_pay(here: Partnership, day: date) -> QuerySet[Agency]:
    """The agencies that may agree to pay something."""
    rows = apart_from_schools(Agency.objects.filter(record__partnership=here).as_at(day), day)
    return rows.select_related("principal", "record").order_by("principal__name")


def receipts(contribution: Contribution, day: date) -> list[Receipt]:
    """What came in for a contribution by a day's end, the oldest first."""
    return list(contribution.receipts.filter(day__lte=day).select_related("invoice", "year"))


def lines_of(contribution: Contribution) -> list[AgreementLine]:
    """What was agreed of a contribution, the latest version first."""
    rows = contribution.lines.select_related("agreement__group__principal")
    return list(rows.order_by("-agreement__agreed_on", "-agreement__number"))


def share_words(line: AgreementLine) -> str:
    """How a share was told: `45.5%`, `£12,000`, `equal`, `310,000 people`."""
    value = line.value.normalize()
    if line.told == Told.PERCENT:
        return f"{value:f}%"
    if line.told == Told.AMOUNT:
        return money_words(line.value)
    return "equal" if value == 1 else f"{value:,f} people"


def total(costs: Iterable[PartnerCost]) -> Decimal:
    """What all agreed together."""
    return sum((each.agreed for each in costs), NOTHING)


def taken(costs: list[PartnerCost]) -> list[list]:
    """Costs as rows of a file."""
    whole = total(costs)
    return [
        [
            each.name,
            each.kind,
            each.agreed,
            each.share(whole),
            each.invoiced,
            each.received,
            each.outstanding,
            each.change,
        ]
        for each in costs
    ]


def latest_agreement(year: FinancialYear, head_id: UUID | None = None) -> Agreement | None:
    """What was agreed last for a year (and head), to begin the next version with; or else for the year
    before."""
    for rows in (agreements(year), agreements_before(year)):
        if head_id is not None:
            rows = rows.filter(head_id=head_id)
        found = rows.order_by("-agreed_on", "-number").first()
        if found is not None:
            return found
    return None


def agreements_before(year: FinancialYear) -> QuerySet[Agreement]:
    """The agreements of the year before one."""
    rows = FinancialYear.objects.filter(partnership=year.partnership_id, end__lt=year.start)
    previous = rows.order_by("-start").first()
    return agreements(previous) if previous else Agreement.objects.none()


def payers_of(contribution: Contribution) -> QuerySet[Agency]:
    """Who pays a contribution read by `told`, or paid it before."""
    rows = Agency.objects.filter(to_pay__contribution=contribution.pk).distinct()
    return rows.select_related("principal").order_by("principal__name")


def invoices_of(viewer: Viewer, here: Partnership, day: date) -> QuerySet[Invoice]:
    """The invoices that a viewer may change, with what is open of them."""
    seen = viewer.rows("contribution.change", Contribution.objects.all(), here.pk).values("pk")
    return invoices(Invoice.objects.filter(contribution__in=seen), day)
