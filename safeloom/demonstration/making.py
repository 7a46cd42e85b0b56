"""Making an invented county."""

from datetime import date
from random import Random

from django.db import transaction

from safeloom.demonstration import (
    accounts,
    files,
    indicators,
    names,
    people,
    profile,
    reorganisation,
    report,
    structure,
)
from safeloom.demonstration.county import SIZES, County
from safeloom.foundation.access.commands.partnerships import open_partnership
from safeloom.foundation.today import today as this_day
from safeloom.kernel.registry import DemonstrationData, offered, resolve


@transaction.atomic
def make_county(
    *,
    key: str,
    number: int = 1,
    size: str = "county",
    today: date | None = None,
    reports: bool = True,
    others: bool = True,
) -> County:
    """Write a whole invented partnership, all or nothing.

    The same `number`, `size` (a key of `SIZES`) and `today` make the same county. Without `reports`,
    and without what the `others` add (meetings, actions, plans, money and the like), which take most of
    the time, it is quick enough to make a hundred. Raises KeyError for an unknown size and
    ValidationError when there is a partnership of that key.
    """
    SIZES[size]
    chance = Random(number)  # noqa: S311 - the same county each time is what it is for
    places = _places(chance)
    partnership = open_partnership(
        by=None, key=key, name=structure.content()["partnership"]["name"].format(**places)
    )
    county = County(
        partnership=partnership,
        number=number,
        size=size,
        today=today or this_day(),
        chance=chance,
        places=places,
    )
    structure.make(county)
    people.make(county)
    accounts.make(county)
    profile.make(county)
    files.make(county)
    reorganisation.make(county)
    indicators.make(county)
    if reports:
        report.make(county)
    for data in offered(DemonstrationData) if others else ():
        resolve(data.source)(county)
    if reports and others:
        report.tell_of_rounds(county)
    return county


def _places(chance: Random) -> dict[str, str]:
    kept, former = names.counties(chance)
    return {
        "kept": f"{kept}shire",
        "former": f"{former}shire",
        "north": f"North {former}",
        "south": f"South {former}",
        **{f"t{number}": town for number, town in enumerate(names.towns(chance, 9), start=1)},
    }
