"""The invented county's numbers: the same each time, of the promised size, as uneven as real ones."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db import transaction

from safeloom.demonstration.accounts import LEAD
from safeloom.demonstration.county import County
from safeloom.demonstration.making import make_county
from safeloom.domain.indicators.definitions import Frequency, State
from safeloom.domain.indicators.models import Measure, MeasureTarget, Restatement, Return
from safeloom.domain.indicators.queries import outstanding
from safeloom.foundation.identity.models import Partnership

TODAY = date(2026, 11, 21)
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker) -> Iterator[County]:
    """A small one, made once."""
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        time_machine.travel(datetime.combine(TODAY, time(12), UTC)),
    ):
        yield make_county(
            key="demo", number=1, size="small", today=TODAY, reports=False, others=False
        )
        transaction.set_rollback(True)


@pytest.fixture
def _django_db_helper(county: County) -> Iterator[None]:
    """A savepoint, in place of pytest-django's transaction: that closes the connection, and with it the
    county."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def told(partnership: Partnership) -> list[tuple]:
    """Every return in words and numbers."""
    fields = ("measure__key", "start", "end", "area__record__title", "agency__record__title")
    numbers = ("state", "numerator", "denominator", "value", "narrative", "supplier__record__title")
    rows = Return.objects.filter(measure__partnership=partnership)
    return sorted(rows.values_list(*fields, *numbers), key=str)


def test_the_same_number_makes_the_same_returns(county: County) -> None:
    again = make_county(
        key="again", number=1, size="small", today=TODAY, reports=False, others=False
    )
    other = make_county(
        key="other", number=2, size="small", today=TODAY, reports=False, others=False
    )
    assert told(county.partnership) == told(again.partnership)
    assert told(county.partnership) != told(other.partnership)


def test_sixty_measures_over_the_promised_quarters_and_areas(county: County) -> None:
    assert Measure.objects.count() == 60
    assert {Frequency.MONTH, Frequency.QUARTER, Frequency.HALF, Frequency.YEAR} == set(
        Measure.objects.values_list("frequency", flat=True)
    )
    plans = Return.objects.filter(measure__key="child-protection-plans")
    assert plans.values("end").distinct().count() == 8
    assert plans.values("area").distinct().count() == 3
    assert MeasureTarget.objects.filter(end__isnull=False).exists()


def test_gaps_of_every_kind_zeros_and_small_numbers(county: County) -> None:
    states = set(Return.objects.values_list("state", flat=True))
    assert states == set(State.values)
    assert Return.objects.filter(value=0).exists()
    assert Return.objects.filter(value__gt=0, value__lt=5).count() > 10
    assert Restatement.objects.count() > 5
    assert not Restatement.objects.filter(reason="").exists()
    assert Return.objects.exclude(narrative="").exists()


@pytest.mark.parametrize("today", [TODAY, date(2026, 10, 2), date(2026, 4, 1), date(2027, 1, 31)])
def test_some_returns_are_late_on_any_day_and_some_of_the_leads_own(today: date) -> None:
    county = make_county(
        key="other", number=1, size="small", today=today, reports=False, others=False
    )
    due = outstanding(county.partnership, today)
    assert 2 <= sum(each.late for each in due) < 60
    lead = county.agencies[LEAD[0]]
    assert any(each.late and each.agency.key == lead.pk for each in due)
    assert not Return.objects.filter(
        measure__partnership=county.partnership, end__gte=today
    ).exists()


def test_a_county_of_more_quarters_says_the_same_of_the_last_ones(county: County) -> None:
    longer = make_county(
        key="longer", number=1, size="county", today=TODAY, reports=False, others=False
    )
    assert len(longer.quarters) == 16
    since = county.quarters[0].end + timedelta(days=1)

    def final(partnership: Partnership) -> set[tuple]:
        rows = Return.objects.filter(measure__partnership=partnership, end__gt=since, revision=1)
        return set(rows.values_list("measure__key", "end", "area__record__title", "value"))

    here, there = final(county.partnership), final(longer.partnership)
    assert len(here & there) > 0.97 * len(here)
    former = Return.objects.filter(area__record__title=longer.places["former"])
    assert former.exists() and not former.filter(end__gt=longer.before).exists()
