"""The two reorganisations that really happen, with everything that follows an agency. All invented."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from safeloom.domain.indicators.definitions import Breakdown
from safeloom.domain.partnership.commands import agency_places
from safeloom.domain.partnership.commands import reorganisations as commands
from safeloom.domain.partnership.models import Agency, Reorganisation, StatutoryRole
from safeloom.foundation.identity.models import Person
from tests.factories import foundation, indicators
from tests.factories import partnership as made

Kind = Reorganisation.Kind
FIRST = date(2019, 4, 1)
MERGED = date(2022, 7, 1)
REDRAWN = date(2023, 4, 1)
TOWNS = ("Ashby", "Birch", "Cole", "Dene", "Elm", "Firth", "Gale", "Holt")


@dataclass
class World:
    """A partnership and what stands in it, by name."""

    here: Any
    board: Any
    agencies: dict[str, Agency] = field(default_factory=dict)
    areas: dict[str, Any] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    leads: dict[str, Any] = field(default_factory=dict)
    measures: dict[str, Any] = field(default_factory=dict)
    other: dict[str, Any] = field(default_factory=dict)


def commissioners(returned: bool = True) -> World:
    """Eight health commissioners: each a statutory partner with a nurse in post and on the board, a lead
    who returns for it, a count and a percentage about itself, and one that returns for the whole."""
    here = foundation.partnership("vale", "Vale Partnership")
    world = World(here, made.a_group(here, "Vale Board", "board"))
    world.areas["Vale"] = made.an_area(here, "Vale")
    world.measures = {
        "plans": indicators.measure(here, "health-plans", breakdown=Breakdown.AGENCY),
        "timely": indicators.percentage(here, "timely-checks", breakdown=Breakdown.AGENCY),
        "score": indicators.measure(here, "score", breakdown=Breakdown.AGENCY, totals="none"),
        "visits": indicators.measure(here, "visits", breakdown=Breakdown.AREA),
    }
    for town in TOWNS:
        agency = made.an_agency(
            here, f"{town} Commissioners", Agency.Kind.INTEGRATED_CARE_BOARD, start=FIRST
        )
        world.agencies[town] = agency
        agency_places.make_partner(by=None, agency=agency, partner="health", start=FIRST)
        agency_places.cover(by=None, agency=agency, areas=[world.areas["Vale"]], start=FIRST)
        person = made.somebody(here, f"Nurse {town}")
        made.in_post(made.a_post(agency, "Designated nurse", start=FIRST), person, start=FIRST)
        seat = made.a_seat(
            world.board, "Designated nurse", agency=agency, statutory=True, start=FIRST
        )
        made.seated(seat, person, start=FIRST)
        world.people[town] = person
        world.leads[town] = foundation.granted("agency-lead", here, over=agency.principal)
        for name in ("plans", "timely", "score"):
            indicators.supply(world.measures[name], agency, start=FIRST)
    indicators.supply(
        world.measures["visits"], world.agencies["Ashby"], world.areas["Vale"], start=FIRST
    )
    made.chairing(world.board, world.people["Cole"], start=FIRST)
    police = made.an_agency(here, "Vale Constabulary", Agency.Kind.POLICE, start=FIRST)
    agency_places.make_partner(by=None, agency=police, partner="police", start=FIRST)
    world.agencies["police"] = police
    for number, town in enumerate(TOWNS if returned else ()):
        for quarter, more in (("Q4 2021-22", 0), ("Q1 2022-23", 1)):
            agency = world.agencies[town]
            indicators.returned(world.measures["plans"], quarter, agency, 10 + number + more)
            indicators.returned(world.measures["timely"], quarter, agency, (8 + more, 10 + number))
            indicators.returned(world.measures["score"], quarter, agency, 3)
    return world


def into_one_board(world: World, day: date = MERGED) -> Reorganisation:
    """The plan by which the eight become one."""
    act = commands.plan(by=None, partnership=world.here, kind=Kind.MERGE)
    eight = [world.agencies[town] for town in TOWNS]
    commands.set_agencies(by=None, act=act, seen=None, agencies=eight)
    heir = commands.NewHeir(
        name="Vale Integrated Care Board", kind=Agency.Kind.INTEGRATED_CARE_BOARD
    )
    commands.set_agency_heirs(by=None, act=act, seen=None, heirs=[heir])
    return commands.set_day(by=None, act=act, seen=None, day=day)


DISTRICTS = {"Ashby": "East", "Birch": "East", "Cole": "East"} | {
    "Dene": "West",
    "Elm": "West",
    "Firth": "West",
}


def county(returned: bool = True) -> World:
    """A county council and six districts, each district an area: the county is the statutory partner,
    returns for each area, and holds seats; each district has a seat on the board."""
    here = foundation.partnership("shire", "Shire Partnership")
    world = World(here, made.a_group(here, "Shire Board", "board"))
    council = made.an_agency(here, "Shire County Council", Agency.Kind.LOCAL_AUTHORITY, start=FIRST)
    world.agencies["county"] = council
    agency_places.make_partner(by=None, agency=council, partner="local-authority", start=FIRST)
    world.measures = {
        "plans": indicators.measure(here, "new-plans"),
        "timely": indicators.percentage(here, "timely-reviews"),
        "staff": indicators.measure(here, "staff", breakdown=Breakdown.AGENCY),
        "police": indicators.measure(here, "incidents"),
        "whole": indicators.measure(here, "budget", breakdown=Breakdown.WHOLE, totals="none"),
    }
    police = made.an_agency(here, "Shire Constabulary", Agency.Kind.POLICE, start=FIRST)
    agency_places.make_partner(by=None, agency=police, partner="police", start=FIRST)
    world.agencies["police"] = police
    for number, town in enumerate(DISTRICTS):
        area = made.an_area(here, town, start=FIRST)
        district = made.an_agency(
            here, f"{town} District Council", Agency.Kind.DISTRICT_COUNCIL, start=FIRST
        )
        world.areas[town], world.agencies[town] = area, district
        for agency in (council, district, police):
            agency_places.cover(by=None, agency=agency, areas=[area], start=FIRST)
        person = made.somebody(here, f"Housing lead {town}")
        made.in_post(made.a_post(district, "Housing lead", start=FIRST), person, start=FIRST)
        seat = made.a_seat(world.board, "District", agency=district, start=FIRST)
        made.seated(seat, person, start=FIRST)
        world.people[town] = person
        for name in ("plans", "timely"):
            indicators.supply(world.measures[name], council, area, start=FIRST)
        indicators.supply(world.measures["police"], police, area, start=FIRST)
        for quarter, more in (("Q4 2021-22", 0), ("Q3 2022-23", 2), ("Q4 2022-23", 3)):
            if not returned:
                continue
            indicators.returned(world.measures["plans"], quarter, area, 10 + number + more)
            timely = (8 + more, 20 + number)
            indicators.returned(world.measures["timely"], quarter, area, timely)
    indicators.supply(world.measures["staff"], council, start=FIRST)
    indicators.supply(world.measures["whole"], council, start=FIRST)
    indicators.returned(world.measures["staff"], "Q4 2022-23", council, 400)
    director, manager = (made.somebody(here, name) for name in ("Director", "Head of service"))
    world.people |= {"director": director, "manager": manager}
    made.in_post(made.a_post(council, "Director", start=FIRST), director, start=FIRST)
    made.in_post(made.a_post(council, "Head of service", start=FIRST), manager, start=FIRST)
    lead = made.a_seat(world.board, "Director", agency=council, statutory=True, start=FIRST)
    made.seated(lead, director, start=FIRST)
    second = made.a_seat(world.board, "Head of service", agency=council, start=FIRST)
    made.seated(second, manager, start=FIRST)
    made.chairing(world.board, director, start=FIRST)
    world.leads["county"] = foundation.granted("agency-lead", here, over=council.principal)
    world.other = {"lead": lead, "second": second}
    return world


def into_two_councils(world: World, day: date = REDRAWN) -> Reorganisation:
    """The plan by which county and districts become two councils, and six areas two."""
    by: dict[str, Any] = {"by": None, "seen": None}
    act = commands.plan(by=None, partnership=world.here, kind=Kind.REDRAW)
    councils = [world.agencies[name] for name in ("county", *DISTRICTS)]
    commands.set_agencies(act=act, agencies=councils, **by)
    heirs = [
        commands.NewHeir(name=f"{side} Shire Council", kind=Agency.Kind.LOCAL_AUTHORITY)
        for side in ("East", "West")
    ]
    commands.set_agency_heirs(act=act, heirs=heirs, **by)
    commands.set_areas(act=act, areas=[world.areas[town] for town in DISTRICTS], **by)
    new = [commands.NewHeir(name=f"{side} Shire") for side in ("East", "West")]
    commands.set_area_heirs(act=act, heirs=new, **by)
    council = {one.name.split()[0]: one.pk for one in act.agency_heirs.all()}
    area = {one.name.split()[0]: one.pk for one in act.area_heirs.all()}
    commands.set_paths(
        act=act,
        agencies={
            world.agencies["county"].pk: list(council.values()),
            **{world.agencies[town].pk: [council[side]] for town, side in DISTRICTS.items()},
        },
        areas={world.areas[town].pk: [area[side]] for town, side in DISTRICTS.items()},
        **by,
    )
    return commands.set_day(act=act, day=day, **by)


def partners(world: World, day: date) -> set[tuple[str, str]]:
    """The statutory partners on a day, by name and part."""
    rows = StatutoryRole.objects.as_at(day).filter(agency__record__partnership=world.here)
    return {(row.agency.name, row.partner) for row in rows.select_related("agency__principal")}
