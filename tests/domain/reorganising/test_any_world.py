"""Whatever the world and the act: undone, every row is as it was; done, nothing is lost or doubled."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeloom.domain.indicators.definitions import Breakdown
from safeloom.domain.indicators.models import Supply
from safeloom.domain.partnership.commands import agency_places
from safeloom.domain.partnership.commands import reorganisations as commands
from safeloom.domain.partnership.models import (
    Agency,
    AgencyArea,
    AgencySuccession,
    FormerName,
    Post,
    PostHolding,
    Reorganisation,
    Seat,
    SeatHolding,
    StatutoryRole,
)
from safeloom.foundation.access.models import Grant
from safeloom.foundation.identity.models import Membership, Partnership, Principal
from tests.factories import foundation, indicators
from tests.factories import partnership as made

pytestmark = pytest.mark.django_db
Kind = Reorganisation.Kind
FIRST, DAY = date(2020, 4, 1), date(2024, 4, 1)
EVE = DAY - timedelta(days=1)
ROWS = (
    Agency,
    AgencyArea,
    AgencySuccession,
    FormerName,
    Grant,
    Membership,
    Post,
    PostHolding,
    Principal,
    Seat,
    SeatHolding,
    StatutoryRole,
    Supply,
)
LAST_DAYS = st.sampled_from([None, None, date(2023, 3, 31), date(2026, 3, 31)])
AGENCY = st.fixed_dictionaries(
    {
        "posts": st.lists(
            st.tuples(st.sampled_from("AB"), LAST_DAYS), max_size=2, unique_by=lambda p: p[0]
        ),
        "seats": st.lists(
            st.tuples(st.sampled_from("AB"), LAST_DAYS), max_size=2, unique_by=lambda p: p[0]
        ),
        "partner": st.booleans(),
        "asked": st.booleans(),
        "lead": st.booleans(),
    }
)
WORLD = st.lists(AGENCY, min_size=2, max_size=3)


def _told() -> dict:
    """Every row but for how often it was changed."""
    found = {}
    for model in ROWS:
        names = [f.attname for f in model._meta.concrete_fields if f.name != "revision"]
        found[model] = sorted(map(str, model.objects.values_list(*names)))
    return found


def _make(said: list[dict]) -> tuple[Partnership, list[Agency]]:
    here = foundation.partnership()
    board = made.a_group(here, "Board", "board")
    area = made.an_area(here, "Vale")
    measure = indicators.measure(here, breakdown=Breakdown.AGENCY)
    agencies = []
    for number, one in enumerate(said):
        agency = made.an_agency(here, f"Agency {number}", start=FIRST)
        agency_places.cover(by=None, agency=agency, areas=[area], start=FIRST)
        for title, last in one["posts"]:
            post = made.a_post(agency, f"Post {title}", start=FIRST, end=last)
            made.in_post(post, made.somebody(here), start=FIRST, end=last)
        for title, last in one["seats"]:
            seat = made.a_seat(board, f"Seat {title}", agency=agency, start=FIRST, end=last)
            made.seated(seat, made.somebody(here), start=FIRST, end=last)
        if one["partner"]:
            agency_places.make_partner(by=None, agency=agency, partner="health", start=FIRST)
        if one["asked"]:
            indicators.supply(measure, agency, start=FIRST)
        if one["lead"]:
            foundation.granted("agency-lead", here, over=agency.principal, start=FIRST)
        agencies.append(agency)
    return here, agencies


def _plan(here: Partnership, agencies: list[Agency], kind: str) -> Reorganisation:
    by = {"by": None, "seen": None}
    act = commands.plan(by=None, partnership=here, kind=kind)
    chosen = agencies if kind == Kind.MERGE else agencies[:1]
    commands.set_agencies(act=act, agencies=chosen, **by)
    if kind == Kind.RENAME:
        commands.set_name(act=act, name="Another name", **by)
    else:
        new = [commands.NewHeir(name=f"Heir {number}", kind="other") for number in range(2)]
        heirs = {Kind.MERGE: new[:1], Kind.SPLIT: new}.get(
            kind, [commands.NewHeir(body=agencies[1])]
        )
        commands.set_agency_heirs(act=act, heirs=heirs, **by)
    return commands.set_day(act=act, day=DAY, **by)


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(world=WORLD, kind=st.sampled_from([Kind.MERGE, Kind.SPLIT, Kind.RENAME, Kind.TRANSFER]))
def test_done_and_undone_every_row_is_as_it_was(world, kind) -> None:
    with transaction.atomic():
        here, agencies = _make(world)
        act = _plan(here, agencies, kind)
        before = _told()
        seats, asked = Seat.objects.as_at(EVE).count(), Supply.objects.as_at(EVE).count()
        lasting = Seat.objects.as_at(DAY).count()
        commands.carry_out(by=None, act=act, seen=None)
        # On the eve nothing is other than it was; on the day the chosen rule holds.
        assert (Seat.objects.as_at(EVE).count(), Supply.objects.as_at(EVE).count()) == (
            seats,
            asked,
        )
        if kind == Kind.MERGE:
            assert Seat.objects.as_at(DAY).count() == len(
                set(Seat.objects.as_at(EVE).overlapping(DAY, None).values_list("title"))
                | set(Seat.objects.as_at(DAY).values_list("title"))
            )
            assert Supply.objects.as_at(DAY).count() == min(asked, 1)
        elif kind == Kind.SPLIT:
            assert Seat.objects.as_at(DAY).count() == lasting
        else:
            assert Seat.objects.as_at(DAY).count() == lasting
            assert Supply.objects.as_at(DAY).count() == asked
        _hold_together()
        commands.undo(by=None, act=act, seen=None)
        assert _told() == before
        transaction.set_rollback(True)


def _hold_together() -> None:
    """What stands in something lies within its days; memberships say the same as what they stand for."""
    for model, whole in (
        (Post, "agency"),
        (Seat, "agency"),
        (PostHolding, "post"),
        (SeatHolding, "seat"),
    ):
        for row in model.objects.select_related(whole):
            body = getattr(row, whole)
            assert body is None or body.end is None or (row.end and row.end <= body.end)
            assert body is None or body.start is None or (row.start and row.start >= body.start)
    for model in (Post, PostHolding, SeatHolding):
        for row in model.objects.select_related("membership"):
            assert (row.start, row.end) == (row.membership.start, row.membership.end)


def test_what_begins_later_is_to_be_taken_back_first() -> None:
    here, agencies = _make(
        [{"posts": [], "seats": [], "partner": False, "asked": False, "lead": False}] * 2
    )
    made.a_post(agencies[0], "Director", start=date(2025, 1, 1))
    act = _plan(here, agencies, Kind.MERGE)
    before = _told()
    with pytest.raises(ValidationError, match="Take that back first"):
        commands.carry_out(by=None, act=act, seen=None)
    assert _told() == before


def test_an_agency_that_ended_cannot_be_reorganised_again() -> None:
    plain = {"posts": [], "seats": [], "partner": False, "asked": False, "lead": False}
    here, agencies = _make([plain] * 3)
    first, second = (_plan(here, agencies, Kind.MERGE) for _ in range(2))
    commands.carry_out(by=None, act=first, seen=None)
    with pytest.raises(ValidationError, match="ends on 31 March 2024 already"):
        commands.carry_out(by=None, act=second, seen=None)
    with pytest.raises(ValidationError, match="carried out already"):
        commands.carry_out(by=None, act=first, seen=None)
    commands.undo(by=None, act=first, seen=None)
    with pytest.raises(ValidationError, match="undone already"):
        commands.undo(by=None, act=first, seen=None)
    commands.carry_out(by=None, act=second, seen=None)


def test_nobody_gives_themselves_a_role() -> None:
    """A role that an agency brings reaches whoever passes into it."""
    plain = {"posts": [], "seats": [], "partner": False, "asked": False, "lead": False}
    here, agencies = _make([plain] * 2)
    coordinator = made.somebody(here)
    made.in_post(made.a_post(agencies[0], "Clerk", start=FIRST), coordinator, start=FIRST)
    foundation.grant(agencies[1].principal, "business-manager", here)
    act = commands.plan(by=None, partnership=here, kind=Kind.MERGE)
    commands.set_agencies(by=None, act=act, seen=None, agencies=agencies)
    heir = commands.NewHeir(name="Heir", kind="other")
    commands.set_agency_heirs(by=None, act=act, seen=None, heirs=[heir])
    commands.set_day(by=None, act=act, seen=None, day=DAY)
    with pytest.raises(ValidationError, match="give you yourself a role"):
        commands.carry_out(by=coordinator, act=act, seen=None)


def test_nobody_gives_themselves_a_role_that_begins_after_the_day() -> None:
    plain = {"posts": [], "seats": [], "partner": False, "asked": False, "lead": False}
    here, agencies = _make([plain] * 2)
    coordinator = made.somebody(here)
    made.in_post(made.a_post(agencies[0], "Clerk", start=FIRST), coordinator, start=FIRST)
    later = foundation.grant(agencies[1].principal, "business-manager", here)
    Grant.objects.filter(pk=later.pk).update(start=DAY + timedelta(days=30))
    act = commands.plan(by=None, partnership=here, kind=Kind.MERGE)
    commands.set_agencies(by=None, act=act, seen=None, agencies=agencies[:1])
    heir = commands.NewHeir(body=agencies[1])
    commands.set_agency_heirs(by=None, act=act, seen=None, heirs=[heir])
    commands.set_day(by=None, act=act, seen=None, day=DAY)
    with pytest.raises(ValidationError, match="give you yourself a role"):
        commands.carry_out(by=coordinator, act=act, seen=None)


def test_what_was_done_later_is_undone_first() -> None:
    plain = {"posts": [], "seats": [], "partner": False, "asked": False, "lead": False}
    here, agencies = _make([plain] * 2)
    merged = commands.carry_out(by=None, act=_plan(here, agencies, Kind.MERGE), seen=None)
    heir = merged.agency_heirs.get().agency
    renamed = commands.plan(by=None, partnership=here, kind=Kind.RENAME)
    commands.set_agencies(by=None, act=renamed, seen=None, agencies=[heir])
    commands.set_name(by=None, act=renamed, seen=None, name="Other")
    commands.set_day(by=None, act=renamed, seen=None, day=date(2025, 4, 1))
    commands.carry_out(by=None, act=renamed, seen=None)
    with pytest.raises(ValidationError, match="was carried out later"):
        commands.undo(by=None, act=merged, seen=None)
