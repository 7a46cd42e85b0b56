"""Eight health commissioners become one board on 1 July 2022."""

from datetime import date, timedelta

import pytest

from safeloom.domain.indicators.models import Return, Supply
from safeloom.domain.partnership.commands import reorganisations as commands
from safeloom.domain.partnership.commands.reorganising.running import preview
from safeloom.domain.partnership.models import (
    Agency,
    Chairing,
    Post,
    PostHolding,
    Seat,
    SeatHolding,
)
from safeloom.foundation.access.rule import Viewer
from tests.domain.reorganising.worlds import MERGED, TOWNS, commissioners, into_one_board, partners

EVE = MERGED - timedelta(days=1)
BOARD = "Vale Integrated Care Board"


@pytest.fixture
def world(db):
    return commissioners(returned=False)


@pytest.fixture
def done(world):
    act = into_one_board(world)
    commands.carry_out(by=None, act=act, seen=None, seal=preview(act, None).seal)
    return Agency.objects.get(principal__name=BOARD)


def test_the_preview_says_what_happens_and_writes_nothing(world):
    # Given eight commissioners and a plan
    act = into_one_board(world)
    before = (Agency.objects.count(), Seat.objects.count(), Supply.objects.count())
    # When it is looked at
    shown = preview(act, None)
    # Then every kind of row is there, and nothing was written
    assert not shown.problems
    parts = {part.key: part for part in shown.parts}
    assert {"posts", "seats", "statutory", "covers", "supplies", "roles", "agencies"} <= set(parts)
    assert parts["seats"].begins == 1 and len(parts["seats"].lines) == 8
    assert parts["supplies"].begins == 4 and len(parts["supplies"].lines) == 25
    assert shown.warnings
    assert before == (Agency.objects.count(), Seat.objects.count(), Supply.objects.count())
    assert preview(act, None).seal == shown.seal


def test_on_the_eve_the_eight_stand_and_on_the_day_the_one(world, done):
    for day, names in ((EVE, {f"{town} Commissioners" for town in TOWNS}), (MERGED, {BOARD})):
        standing = Agency.objects.as_at(day).exclude(kind=Agency.Kind.POLICE)
        assert {agency.name for agency in standing} == names
        health = {name for name, part in partners(world, day) if part == "health"}
        assert health == names


def test_seats_posts_and_the_chair(world, done):
    # Given eight seats of one title on one board; when they merge
    # Then one is left, held by one of the eight; all eight share the post; the chair stays
    assert Seat.objects.as_at(EVE).count() == 8
    seat = Seat.objects.as_at(MERGED).get()
    assert (seat.agency, seat.title, seat.statutory) == (done, "Designated nurse", True)
    assert SeatHolding.objects.as_at(EVE).count() == 8
    assert SeatHolding.objects.as_at(MERGED).get().person == world.people["Ashby"]
    post = Post.objects.as_at(MERGED).get()
    assert post.agency == done
    held = PostHolding.objects.as_at(MERGED).filter(post=post)
    assert {row.person for row in held} == set(world.people.values())
    assert Chairing.objects.as_at(MERGED).get().person == world.people["Cole"]


def test_access_follows_on_the_day(world, done):
    lead, ashby = world.leads["Ashby"], world.agencies["Ashby"]

    def over(day: date) -> set:
        return Viewer(lead, day).over("return.enter", world.here.pk)

    assert over(EVE) == {ashby.pk}
    # what the old one still owes can be returned for three months
    assert over(MERGED) == {done.pk, ashby.pk}
    assert over(MERGED + timedelta(days=100)) == {done.pk}
    nurse = world.people["Birch"]
    member = nurse.principal.belongs_to
    assert member.as_at(EVE).filter(of=world.board.pk).exists()
    assert not member.as_at(MERGED).filter(of=world.board.pk).exists()


def test_who_is_asked_and_what_was_returned_stays(db):
    world = commissioners()
    commands.carry_out(by=None, act=into_one_board(world), seen=None)
    done = Agency.objects.get(principal__name=BOARD)
    asked = Supply.objects.as_at(MERGED)
    assert {(row.measure.key, row.agency) for row in asked} == {
        (key, done) for key in ("health-plans", "timely-checks", "score", "visits")
    }
    assert Return.objects.count() == 48
    assert not Return.objects.filter(agency=done).exists()
    quarter_end = Supply.objects.as_at(EVE).filter(agency=world.agencies["Ashby"])
    assert quarter_end.count() == 4


def test_undone_everything_is_as_it_was(world):
    rows = (Post, PostHolding, Seat, SeatHolding, Supply)

    def told():
        return [sorted(model.objects.values_list("pk", "start", "end")) for model in rows]

    before = told()
    act = into_one_board(world)
    commands.carry_out(by=None, act=act, seen=None)
    assert told() != before
    act.refresh_from_db()
    commands.undo(by=None, act=act, seen=None)
    assert told() == before
    assert not Agency.objects.filter(principal__name=BOARD).exists()
