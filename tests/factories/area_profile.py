"""Invented figures of area profiles, kept through the commands."""

from datetime import date
from decimal import Decimal

from safeloom.domain.area_profile import commands
from safeloom.domain.area_profile.models import Deprivation, Schools
from tests.factories import SHARED, Place, sample
from tests.factories import partnership as made

MID_2024, MID_2025 = date(2024, 6, 30), date(2025, 6, 30)
ESTIMATES = "Mid-year estimates of an invented office"


def population(partnership, area, number: int, day: date = MID_2024, ages=(0, 17), **said):
    """A population."""
    new = commands.NewPopulation(
        area=area,
        from_age=ages[0],
        to_age=ages[1],
        number=number,
        day=day,
        **({"source": ESTIMATES} | said),
    )
    return commands.add_population(by=None, partnership=partnership, new=new)


def schools(partnership, area, number: int = 3, **said) -> Schools:
    """A number of schools."""
    said = {"phase": "primary", "kind": "any", "day": MID_2024, "source": "A register"} | said
    new = commands.NewSchools(area=area, number=number, **said)
    return commands.add_schools(by=None, partnership=partnership, new=[new])[0]


def deprivation(partnership, area, value="21.4", **said) -> Deprivation:
    """What an index says."""
    said = {
        "index": "imd",
        "edition": "2025",
        "told_as": "score",
        "day": MID_2024,
        "source": "An invented ministry",
    } | said
    new = commands.NewDeprivation(area=area, value=Decimal(value), **said)
    return commands.add_deprivation(by=None, partnership=partnership, new=[new])[0]


@sample(
    "area_profile:area",
    *(f"area_profile:add-{what}" for what in ("population", "schools", "deprivation")),
    by=SHARED,
)
def _area(place: Place) -> dict[str, object]:
    return {"reference": made.an_area(place.partnership).record.reference}


@sample("area_profile:population", "area_profile:correct-population", by=SHARED)
def _population(place: Place) -> dict[str, object]:
    area = made.an_area(place.partnership)
    return {"pk": population(place.partnership, area, 100).pk}


@sample("area_profile:schools", "area_profile:correct-schools", by=SHARED)
def _schools(place: Place) -> dict[str, object]:
    return {"pk": schools(place.partnership, made.an_area(place.partnership)).pk}


@sample("area_profile:deprivation", "area_profile:correct-deprivation", by=SHARED)
def _deprivation(place: Place) -> dict[str, object]:
    return {"pk": deprivation(place.partnership, made.an_area(place.partnership)).pk}
