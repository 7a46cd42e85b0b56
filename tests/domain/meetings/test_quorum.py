"""Whether a meeting can decide."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from safeloom.domain.meetings.quorum import (
    EACH_KIND,
    EACH_PARTNER,
    NONE,
    Filled,
    Partner,
    Rule,
    quorum,
)

KINDS = ("Local authority", "Health", "Police")
NORTH, SOUTH, BOARD, FORCE = (UUID(int=number) for number in range(1, 5))
PARTNERS = (
    Partner(NORTH, "North Council", "Local authority"),
    Partner(SOUTH, "South Council", "Local authority"),
    Partner(BOARD, "Care Board", "Health"),
    Partner(FORCE, "Constabulary", "Police"),
)
STATES = ("", "attended", "deputy", "apologies", "absent")
SEATS = st.lists(
    st.builds(
        Filled,
        st.sampled_from([NORTH, SOUTH, BOARD, FORCE, None]),
        st.booleans(),
        st.sampled_from(STATES),
    ),
    max_size=8,
)
RULES = st.builds(
    Rule,
    st.sampled_from([NONE, EACH_KIND, EACH_PARTNER]),
    st.none() | st.integers(1, 5),
    st.booleans(),
)


def there(*agencies, state="attended") -> list[Filled]:
    return [Filled(agency, True, state) for agency in agencies]


def test_one_of_each_kind_is_enough_where_the_rule_says_so():
    seats = there(NORTH, BOARD, FORCE)
    assert quorum(Rule(EACH_KIND), PARTNERS, KINDS, seats).met
    assert quorum(Rule(EACH_PARTNER), PARTNERS, KINDS, seats).missing == ("South Council",)


def test_a_seat_that_is_not_statutory_does_not_stand_for_the_partner():
    seats = [*there(NORTH, BOARD), Filled(FORCE, False, "attended")]
    assert quorum(Rule(EACH_KIND), PARTNERS, KINDS, seats).missing == ("Police",)


def test_a_kind_without_a_partner_is_missing():
    found = quorum(Rule(EACH_KIND), PARTNERS[:3], KINDS, there(NORTH, BOARD, FORCE))
    assert found.missing == ("Police",)


def test_deputies_count_where_the_rule_lets_them():
    seats = [*there(NORTH, BOARD), *there(FORCE, state="deputy")]
    assert quorum(Rule(EACH_KIND, 3), PARTNERS, KINDS, seats).met
    strict = quorum(Rule(EACH_KIND, 3, deputies_count=False), PARTNERS, KINDS, seats)
    assert strict.missing == ("Police",) and strict.filled == 2


@given(RULES, SEATS, st.sampled_from([NORTH, BOARD, FORCE]))
def test_whoever_comes_in_never_makes_a_meeting_less_able_to_decide(rule, seats, agency):
    before = quorum(rule, PARTNERS, KINDS, seats)
    after = quorum(rule, PARTNERS, KINDS, [*seats, Filled(agency, True, "attended")])
    assert set(after.missing) <= set(before.missing)
    assert after.filled == before.filled + 1
    assert after.met or not before.met


@given(RULES, SEATS)
def test_nobody_counts_who_is_not_marked_or_sent_apologies(rule, seats):
    away = [Filled(seat.agency, seat.statutory, "apologies") for seat in seats]
    unmarked = [Filled(seat.agency, seat.statutory, "") for seat in seats]
    empty = quorum(rule, PARTNERS, KINDS, [])
    assert quorum(rule, PARTNERS, KINDS, away) == empty
    assert quorum(rule, PARTNERS, KINDS, unmarked) == empty
