"""How an action stood on a day that has passed: today's answer, asked on that day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.domain.actions.as_it_stood import Story, counted, due_on, stood
from safeloom.domain.actions.definitions import Said, State, Verdict
from safeloom.domain.actions.status import Facts, Told, Watch, last_of, state_of

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 100).map(lambda many: FIRST + timedelta(days=many))
TOLD = st.builds(Told, DAYS, said=st.sampled_from([*Said, ""])) | st.builds(
    Told, DAYS, verdict=st.sampled_from(list(Verdict))
)
STORIES = st.builds(
    lambda told, moves, due: Story(
        FIRST,
        due,
        tuple(sorted(moves, key=lambda one: one[0])),
        tuple(sorted(told, key=lambda one: one.day)),
    ),
    st.lists(TOLD, max_size=6),
    st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=3),
    st.none() | DAYS,
)


@given(STORIES)
def test_on_the_last_day_it_stood_as_it_stands(story) -> None:
    day = FIRST + timedelta(days=200)
    last = last_of(story.told)
    facts = Facts(story.due, last.said, last.heard, last.verdict)
    assert stood(story, day, Watch()) == state_of(facts, day, Watch())


@given(STORIES, DAYS)
def test_what_comes_later_changes_nothing_before(story, day) -> None:
    before = Story(
        story.opened,
        due_on(story, day),
        (),
        tuple(one for one in story.told if one.day <= day),
    )
    assert stood(story, day, Watch()) == stood(before, day, Watch())


@given(st.lists(STORIES, max_size=5), DAYS)
def test_each_is_counted_once(stories, day) -> None:
    assert sum(counted(stories, day, Watch()).values()) == len(stories)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 1, 2), State.NOT_STARTED),
        (date(2026, 2, 2), State.OVERDUE),
        (date(2026, 2, 3), State.AT_RISK),
        (date(2026, 3, 5), State.CLOSED),
    ],
)
def test_a_story_day_by_day(day, state) -> None:
    moved = ((date(2026, 2, 3), date(2026, 2, 1)),)
    told = (Told(date(2026, 3, 5), verdict=Verdict.CLOSED),)
    story = Story(FIRST, date(2026, 2, 10), moved, told)
    assert stood(story, day, Watch()) == state
