"""The invented county's measures, targets, who returns what, and what was returned."""

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from safeloom.demonstration import returns
from safeloom.demonstration.county import County
from safeloom.demonstration.people import HOST
from safeloom.demonstration.series import content as series
from safeloom.domain.indicators import content as shipped_content
from safeloom.domain.indicators.commands import many
from safeloom.domain.indicators.definitions import Breakdown, Unit
from safeloom.domain.indicators.models import Measure

_FILE = Path(__file__).parent / "content" / "measures.toml"
# Which group answers for the measures of a theme; the performance group for all others.
_OWNERS = {
    "Missing and exploitation": "exploitation",
    "Education": "education",
    "Health": "health",
    "Domestic abuse": "domestic-abuse",
    "Early help": "neglect",
}
# The bodies that return what is returned for each agency.
AGENCIES = (
    "police",
    "icb",
    "north-council",
    "south-council",
    "kept-council",
    "district-1",
    "hospital-1",
    "community-health",
    "mental-health",
    "probation",
    "youth-justice",
    "fire",
)


@cache
def own_measures() -> list[dict[str, Any]]:
    """The county's own measures, beside the shipped ones it chose."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))["measure"]


def make(county: County) -> None:
    """Write measures, targets, supplies and returns."""
    county.measures = {
        measure.key: measure
        for measure in many.add_measures(
            by=None, partnership=county.partnership, new=_measures(county)
        )
    }
    many.set_targets(by=None, partnership=county.partnership, new=_targets(county))
    supplies = [
        many.NewSupply(
            measure=measure,
            agency=county.agencies[supplier],
            area=county.areas.get(place),
            days_allowed=returns.days_allowed(measure),
            start=max(filter(None, (county.quarters[0].start, start))),
            end=end,
        )
        for measure in county.measures.values()
        for place, supplier, start, end in places(county, measure)
    ]
    many.ask_for_many(by=None, partnership=county.partnership, new=supplies)
    returns.make(county, places)


def places(county: County, measure: Measure) -> list[tuple[str, str, date | None, date | None]]:
    """What a measure is returned about (an area's or body's key, or `all`), which body supplies it,
    and on which days there is such a place."""
    by = series()["measures"][measure.key].get("by", "council")
    if measure.breakdown == Breakdown.WHOLE:
        return [("all", HOST, None, None)]
    if measure.breakdown == Breakdown.AGENCY:
        found = [(key, county.agencies[key]) for key in AGENCIES]
        return [(key, key, agency.start, agency.end) for key, agency in found]
    found = [
        (key, f"{key}-council" if by == "council" else by, area.start, area.end)
        for key, area in county.areas.items()
    ]
    first = county.quarters[0].start
    return [place for place in found if place[3] is None or place[3] > first]


def _measures(county: County) -> list[dict[str, Any]]:
    chosen = [*shipped_content.shipped().values(), *own_measures()]
    keys = series()["measures"]
    return [
        said
        | {
            "order": order,
            **_ages(said, keys),
            "owner": county.groups[_OWNERS.get(said["theme"], "performance")].principal,
        }
        for order, said in enumerate((each for each in chosen if each["key"] in keys), start=1)
    ]


def _ages(said: dict[str, Any], keys: dict[str, Any]) -> dict[str, int]:
    """Rates of children are out of the population of the area profile."""
    if said["unit"] != Unit.RATE or keys[said["key"]].get("of") != "children":
        return {}
    return {"population_from": 0, "population_to": 17}


def _targets(county: County) -> list[many.NewTarget]:
    """Most have one target; some had an easier one until a year ago."""
    new = []
    for key, said in series()["measures"].items():
        if "target" not in said:
            continue
        since = county.year.start
        measure = county.measures[key]
        value, tolerance = Decimal(str(said["target"])), Decimal(str(said["tolerance"]))
        days = [(value, None, None)]
        if value >= 80 and len(new) % 3 == 0:
            days = [(value - 5, None, since - timedelta(days=1)), (value, since, None)]
        new += [
            many.NewTarget(measure=measure, value=aim, tolerance=tolerance, start=start, end=end)
            for aim, start, end in days
        ]
    return new
