"""Nobody sits twice, nothing stands outside the days of what it stands in, and what access reads is
what was entered."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from safeloom.domain.partnership.commands import chairs, groups, lines, people, posts, seats
from safeloom.domain.partnership.models import Chairing, GroupLine, Post, PostHolding, SeatHolding
from safeloom.foundation.identity.models import Membership
from tests.factories import foundation
from tests.factories import partnership as made

FIRST = date(2022, 4, 1)
DAYS = st.one_of(st.none(), st.integers(0, 30).map(lambda n: FIRST + timedelta(days=n)))
SPANS = st.tuples(st.integers(0, 3), DAYS, DAYS)


def try_to(verb, **said) -> None:
    """Do it unless it is refused: what stands afterwards must be right either way."""
    with suppress(ValidationError):
        verb(by=None, **said)


def belonging() -> list[tuple]:
    """Every membership as access reads it."""
    return sorted(Membership.objects.values_list("member", "of", "start", "end"), key=str)


def entered() -> list[tuple]:
    """Every membership that follows from posts, seats and chairs."""
    rows = [
        *Post.objects.values_list("pk", "agency", "start", "end"),
        *PostHolding.objects.values_list("person", "post", "start", "end"),
        *SeatHolding.objects.values_list("person", "seat__group", "start", "end"),
        *Chairing.objects.values_list("person", "group", "start", "end"),
    ]
    return sorted(rows, key=str)


class TestWhateverIsTried(TestCase):
    """Whatever is tried in whatever order, the structure stays true on every day."""

    @settings(max_examples=40)
    @given(
        tried=st.lists(SPANS, max_size=8),
        ended=st.lists(st.tuples(st.integers(0, 7), DAYS), max_size=3),
        closed=st.one_of(st.none(), st.integers(0, 30)),
    )
    def test_a_seat_and_a_chair_have_one_holder_at_most_and_memberships_follow(
        self, tried, ended, closed
    ):
        here = foundation.partnership()
        group = made.a_group(here, start=FIRST - timedelta(days=5))
        agency = made.an_agency(here)
        seat = made.a_seat(group, agency=agency, start=FIRST)
        post = made.a_post(agency)
        everybody = [made.somebody(here) for _ in range(4)]
        for who, start, end in tried:
            person = everybody[who]
            try_to(seats.seat_person, seat=seat, person=person, start=start, end=end)
            try_to(posts.hold, post=post, person=person, start=start, end=end)
            new = chairs.NewChairing(group=group, person=person, start=start, end=end)
            try_to(chairs.appoint, new=new)
        holdings = list(SeatHolding.objects.all())
        for which, day in ended:
            if which < len(holdings) and day:
                try_to(seats.unseat, holding=holdings[which], seen=None, day=day)
        if closed is not None:
            day = FIRST + timedelta(days=closed)
            try_to(groups.close, group=group, seen=None, day=day)
            entry = everybody[0].directory_entries.get()
            try_to(people.leave, entry=entry, seen=None, day=day)
        group.refresh_from_db()
        seat.refresh_from_db()
        sitting, chairing = list(SeatHolding.objects.all()), list(Chairing.objects.all())
        for after in range(-10, 40):
            day = FIRST + timedelta(days=after)
            assert sum(row.holds(day) for row in sitting) <= (1 if seat.holds(day) else 0)
            assert sum(row.holds(day) for row in chairing) <= (1 if group.holds(day) else 0)
        assert belonging() == entered()

    @settings(max_examples=40)
    @given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), DAYS, DAYS), max_size=10))
    def test_groups_never_answer_to_each_other_in_a_circle(self, tried):
        here = foundation.partnership()
        table = [made.a_group(here) for _ in range(4)]
        for below, above, start, end in tried:
            try_to(lines.place, group=table[below], parent=table[above], start=start, end=end)
        every = list(GroupLine.objects.all())
        for after in range(-1, 32):
            on_the_day = [row for row in every if row.holds(FIRST + timedelta(days=after))]
            above = {row.group_id: row.parent_id for row in on_the_day}
            assert len(above) == len(on_the_day)
            for group in table:
                here, steps = group.pk, 0
                while here in above:
                    here, steps = above[here], steps + 1
                    assert steps <= len(table)


@pytest.mark.django_db
def test_a_seat_that_is_held_is_refused_with_who_holds_it():
    here = foundation.partnership()
    seat = made.a_seat(made.a_group(here))
    made.seated(seat, made.somebody(here, "Ada Penhallow"), start=FIRST)
    with pytest.raises(ValidationError, match="Ada Penhallow holds this seat from 1 April 2022"):
        made.seated(seat, made.somebody(here), start=FIRST + timedelta(days=400))
