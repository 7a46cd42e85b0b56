"""Spending and where it stands."""

from datetime import date, datetime
from decimal import Decimal

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from safeloom.domain.finance.definitions import State, Step
from safeloom.domain.finance.models import FinancialYear, Payment, Spend, SpendStep
from safeloom.domain.finance.queries import sums
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.kernel.money import NOTHING, penny

SEE = "finance.see"


def with_state(rows: QuerySet[Spend], day: date) -> QuerySet[Spend]:
    """Spending with what was `paid` by a day's end and where it stood (`state`)."""
    steps = SpendStep.objects.filter(spend=OuterRef("pk"), day__lte=day)

    def has(step: str) -> Exists:
        return Exists(steps.filter(step=step))

    finished = Exists(Payment.objects.filter(spend=OuterRef("pk"), day__lte=day, last=True))
    paid = Coalesce(
        sums.of_each(Payment.objects.all(), "spend", day), NOTHING, output_field=sums.MONEY
    )
    return rows.annotate(paid=paid).annotate(
        state=Case(
            When(has(Step.REJECTED), then=Value(State.REJECTED)),
            When(finished | Q(paid__gte=F("amount")), then=Value(State.PAID)),
            When(has(Step.WITHDRAWN), then=Value(State.WITHDRAWN)),
            When(~has(Step.APPROVED), then=Value(State.WAITING)),
            When(paid__gt=0, then=Value(State.PART_PAID)),
            default=Value(State.COMMITTED),
            output_field=CharField(),
        )
    )


def spending(
    viewer: Viewer, here: Partnership, day: date, permission: str = SEE
) -> QuerySet[Spend]:
    """The spending asked for by a day, with where it stood, and its steps as `steps_now`."""
    rows = viewer.rows(permission, Spend.objects.filter(day__lte=day), here.pk)
    return (
        with_state(rows, day)
        .select_related(
            "record__partnership", "year", "head__parent", "asked_by__principal", "adjusts"
        )
        .prefetch_related(
            Prefetch(
                "steps",
                SpendStep.objects.select_related("by__principal", "post__principal"),
                to_attr="steps_now",
            )
        )
    )


def left(spend: Spend) -> Decimal:
    """What is still to be paid of spending that was read by `with_state`."""
    if spend.state in (State.COMMITTED, State.PART_PAID, State.WAITING):
        return max(NOTHING, spend.amount - penny(spend.paid))
    return NOTHING


def payments(spend: Spend) -> list[Payment]:
    """What was paid for spending, the oldest first."""
    return list(spend.payments.select_related("entered_by__principal", "year"))


def decision(spend: Spend) -> SpendStep | None:
    """The last thing decided about spending read by `spending`."""
    return spend.steps_now[-1] if spend.steps_now else None


def waiting(here: Partnership, day: date) -> QuerySet[Spend]:
    """What waits for approval in a partnership, the oldest first."""
    rows = _waiting(Spend.objects.filter(year__partnership=here, day__lte=day), day)
    return rows.select_related("record", "head__parent", "asked_by").order_by("day", "pk")


def waiting_of(year: FinancialYear, day: date) -> QuerySet[Spend]:
    """What of a year's spending waits for approval at a day's end."""
    return _waiting(Spend.objects.filter(year=year), day)


def _waiting(rows: QuerySet[Spend], day: date) -> QuerySet[Spend]:
    return with_state(rows, day).filter(state=State.WAITING)


def decided_since(here: Partnership, person: Person, since: datetime) -> QuerySet[SpendStep]:
    """What others decided since an instant about what a person asked for, the latest first."""
    rows = SpendStep.objects.filter(
        spend__year__partnership=here, spend__asked_by=person, at__gt=since
    ).exclude(by=person)
    return rows.select_related("spend__record").order_by("-at")
