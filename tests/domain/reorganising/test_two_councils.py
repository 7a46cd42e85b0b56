"""A county council and six districts become two councils on 1 April 2023; the partnership stays."""

from datetime import timedelta

import pytest

from safeloom.domain.indicators.models import Supply
from safeloom.domain.partnership.commands import reorganisations as commands
from safeloom.domain.partnership.commands.reorganising.running import preview
from safeloom.domain.partnership.models import (
    Agency,
    AgencyArea,
    Area,
    Chairing,
    PostHolding,
    Seat,
    SeatHolding,
)
from safeloom.foundation.access.rule import Viewer
from tests import made_once
from tests.domain.reorganising.worlds import (
    DISTRICTS,
    REDRAWN,
    county,
    into_two_councils,
    partners,
)

EVE = REDRAWN - timedelta(days=1)
EAST, WEST = "East Shire Council", "West Shire Council"


pytestmark = pytest.mark.django_db
_django_db_helper = made_once.left_as_it_was


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with made_once.kept(django_db_blocker):
        yield county(returned=False)


@pytest.fixture(scope="module")
def act(world):
    """Carried out, with the head of service's post and seat passing to the second council."""
    act = into_two_councils(world)
    west = act.agency_heirs.get(name=WEST)
    post = world.people["manager"].post_holdings.get().post
    chosen = {
        f"seat-{world.other['second'].pk}": f"heir-{west.pk}",
        f"post-{post.pk}": f"heir-{west.pk}",
    }
    commands.choose(by=None, act=act, seen=None, choices=chosen)
    shown = preview(act, None)
    assert not shown.problems
    return commands.carry_out(by=None, act=act, seen=None, seal=shown.seal)


def agency(name: str) -> Agency:
    return Agency.objects.get(principal__name=name)


def test_councils_and_areas_end_and_begin(world, act):
    councils = Agency.objects.exclude(kind=Agency.Kind.POLICE)
    assert councils.as_at(EVE).count() == 7
    assert {one.name for one in councils.as_at(REDRAWN)} == {EAST, WEST}
    assert Area.objects.as_at(EVE).count() == 6
    assert {one.name for one in Area.objects.as_at(REDRAWN)} == {"East Shire", "West Shire"}
    west = Area.objects.get(record__title="West Shire")
    came = {row.predecessor.name for row in west.came_from.all()}
    assert came == {town for town, side in DISTRICTS.items() if side == "West"}


def test_both_new_councils_are_statutory_partners(world, act):
    assert partners(world, EVE) == {
        ("Shire County Council", "local-authority"),
        ("Shire Constabulary", "police"),
    }
    assert partners(world, REDRAWN) == {
        (EAST, "local-authority"),
        (WEST, "local-authority"),
        ("Shire Constabulary", "police"),
    }


def test_each_works_in_its_own_area_and_the_police_in_both(world, act):
    working = AgencyArea.objects.as_at(REDRAWN)
    assert {(row.agency.name, row.area.name) for row in working} == {
        (EAST, "East Shire"),
        (WEST, "West Shire"),
        ("Shire Constabulary", "East Shire"),
        ("Shire Constabulary", "West Shire"),
    }


def test_seats_go_to_each_council(world, act):
    seats = Seat.objects.as_at(REDRAWN)
    held = {row.seat_id: row.person for row in SeatHolding.objects.as_at(REDRAWN)}
    told = sorted(
        (seat.title, seat.agency.name, str(held.get(seat.pk, "vacant"))) for seat in seats
    )
    assert told == [
        ("Director", EAST, "Director"),
        ("Director", WEST, "vacant"),
        ("District", EAST, "Housing lead Ashby"),
        ("District", WEST, "Housing lead Dene"),
        ("Head of service", WEST, "Head of service"),
    ]
    assert Chairing.objects.as_at(REDRAWN).get().person == world.people["director"]


def test_people_are_where_they_were_sent(world, act):
    held = PostHolding.objects.as_at(REDRAWN).select_related("post__agency__principal")
    at = {row.person.name: row.post.agency.name for row in held}
    assert at["Director"] == EAST
    assert at["Head of service"] == WEST
    assert at["Housing lead Dene"] == WEST and at["Housing lead Ashby"] == EAST


def test_each_council_is_asked_about_its_own_area(world, act):
    asked = {
        (row.measure.key, row.agency.name, row.area.name if row.area else "")
        for row in Supply.objects.as_at(REDRAWN)
    }
    assert asked == {
        *((key, EAST, "East Shire") for key in ("new-plans", "timely-reviews")),
        *((key, WEST, "West Shire") for key in ("new-plans", "timely-reviews")),
        ("incidents", "Shire Constabulary", "East Shire"),
        ("incidents", "Shire Constabulary", "West Shire"),
        ("staff", EAST, ""),
        ("staff", WEST, ""),
        ("budget", EAST, ""),
    }


def test_access_follows(world, act):
    lead = world.leads["county"]
    day_before = Viewer(lead, EVE).over("return.enter", world.here.pk)
    assert day_before == {world.agencies["county"].pk}
    later = Viewer(lead, REDRAWN + timedelta(days=120)).over("return.enter", world.here.pk)
    assert later == {agency(EAST).pk}


def test_undone_everything_is_as_it_was(world, act):
    commands.undo(by=None, act=act, seen=None)
    assert not Agency.objects.filter(principal__name__in=[EAST, WEST]).exists()
    assert Area.objects.as_at(REDRAWN).count() == 6
    assert Seat.objects.as_at(REDRAWN).count() == 8
    assert Supply.objects.filter(end__isnull=True).count() == 20
