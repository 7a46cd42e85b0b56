"""Scrutiny of the invented county."""

from datetime import timedelta
from types import SimpleNamespace

from safeloom.foundation.today import today
from safeloom.systems.scrutiny.demonstration import make
from safeloom.systems.scrutiny.models import Exercise


def test_the_county_has_a_published_exercise_and_its_follow_up(vale, council) -> None:
    county = SimpleNamespace(
        partnership=vale, today=today() - timedelta(days=3), agencies={"north-council": council}
    )
    make(county)
    first, after = Exercise.objects.order_by("record__reference")
    assert first.published and not after.published and after.previous == first
