"""The invented county's area profile: who lives where, schools by phase, deprivation."""

from datetime import date
from decimal import Decimal

from safeloom.demonstration.county import County
from safeloom.demonstration.series import PARTS, Series
from safeloom.domain.area_profile import commands
from safeloom.domain.area_profile.definitions import Index, Phase, Said, SchoolType
from safeloom.kernel.periods import Period

_OFFICE = "Mid-year estimates of an invented office"
# The share of the children of 0 to 17 that each narrower band has.
_BANDS = {(0, 17): 1.0, (0, 4): 0.26, (5, 10): 0.35, (11, 15): 0.28, (16, 17): 0.11}
# Schools for every 10,000 children, by phase and type.
_SCHOOLS = {
    (Phase.NURSERY, SchoolType.MAINTAINED): 0.3,
    (Phase.PRIMARY, SchoolType.MAINTAINED): 8.5,
    (Phase.PRIMARY, SchoolType.ACADEMY): 5.5,
    (Phase.SECONDARY, SchoolType.MAINTAINED): 0.6,
    (Phase.SECONDARY, SchoolType.ACADEMY): 2.1,
    (Phase.ALL_THROUGH, SchoolType.INDEPENDENT): 0.9,
    (Phase.SIXTEEN_PLUS, SchoolType.COLLEGE): 0.3,
    (Phase.NONE, SchoolType.SPECIAL): 0.7,
}


def make(county: County) -> None:
    """Write populations of every mid-year the returns need, and the schools and deprivation of today's
    areas."""
    series = Series(county.number, county.quarters[-1].end)
    years = range(county.quarters[0].start.year - 1, county.today.year)
    commands.add_populations(
        by=None,
        partnership=county.partnership,
        new=[
            new
            for year in years
            for place, area in county.areas.items()
            if area.end is None or year <= area.end.year
            for new in _populations(county, series, place, date(year, 6, 30))
        ],
    )
    standing = [place for place, area in county.areas.items() if area.end is None]
    commands.add_schools(
        by=None,
        partnership=county.partnership,
        new=[new for place in standing for new in _schools(county, series, place)],
    )
    commands.add_deprivation(
        by=None,
        partnership=county.partnership,
        new=[new for place in standing for new in _deprivation(county, series, place)],
    )


def children(series: Series, place: str, day: date) -> int:
    """How many of 0 to 17 live at a place on a day; what an area was stands for all it became."""
    if place in PARTS:
        return sum(children(series, part, day) for part in PARTS[place])
    return series.count("children", place, Period(day, day))


def _populations(
    county: County, series: Series, place: str, day: date
) -> list[commands.NewPopulation]:
    number = children(series, place, day)
    latest = day.year == county.today.year - 1
    published = date(day.year + 1, 7, 15)
    return [
        commands.NewPopulation(
            area=county.areas[place],
            from_age=first,
            to_age=last,
            day=day,
            number=round(number * share),
            source=f"{_OFFICE}, {day.year}",
            published=published if published < county.today else None,
            provisional=latest and published >= county.today,
        )
        for (first, last), share in _BANDS.items()
    ]


def _schools(county: County, series: Series, place: str) -> list[commands.NewSchools]:
    day = county.year.end
    size = children(series, place, day) / 10_000
    chance = series.chance("schools", place)
    return [
        commands.NewSchools(
            area=county.areas[place],
            phase=phase,
            kind=kind,
            day=day,
            number=max(1, round(each * size * chance.uniform(0.85, 1.15))),
            source="An invented register of schools",
        )
        for (phase, kind), each in _SCHOOLS.items()
    ]


def _deprivation(county: County, series: Series, place: str) -> list[commands.NewDeprivation]:
    chance = series.chance("deprivation", place)
    share = Decimal(chance.randrange(110, 260)) / 10
    said = (
        (Index.IMD, Said.SCORE, share + 4, None),
        (Index.IMD, Said.RANK, Decimal(chance.randrange(30, 140)), 153),
        (Index.IDACI, Said.SHARE, share, None),
    )
    return [
        commands.NewDeprivation(
            area=county.areas[place],
            index=index,
            edition="2025",
            told_as=told_as,
            value=value,
            out_of=out_of,
            day=date(county.year.end.year - 1, 10, 1),
            source="Indices of deprivation of an invented ministry, 2025",
        )
        for index, told_as, value, out_of in said
    ]
