"""How an action stands: the same from the pure rule and from the database, on any day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeloom.domain.actions.definitions import Said, State, Verdict
from safeloom.domain.actions.models import Action
from safeloom.domain.actions.queries.states import bounds, state_on
from safeloom.domain.actions.status import Facts, Told, Watch, last_of, state_of

DAY = date(2028, 2, 29)
DAYS = st.one_of(st.none(), st.integers(-60, 60).map(lambda days: DAY + timedelta(days=days)))
FACTS = st.builds(
    Facts,
    due=DAYS,
    said=st.sampled_from(["", *Said.values]),
    heard=DAYS,
    verdict=st.sampled_from(["", *Verdict.values]),
)
TOLD = st.builds(
    Told,
    day=st.dates(date(2027, 1, 1), date(2028, 1, 1)),
    said=st.sampled_from(["", *Said.values]),
    verdict=st.sampled_from(["", "", *Verdict.values]),
)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (Facts(), State.NOT_STARTED),
        (Facts(due=DAY + timedelta(days=15)), State.NOT_STARTED),
        (Facts(due=DAY + timedelta(days=14)), State.AT_RISK),
        (Facts(due=DAY, heard=DAY - timedelta(days=28)), State.ON_TRACK),
        (Facts(due=DAY, heard=DAY - timedelta(days=29)), State.AT_RISK),
        (Facts(due=DAY - timedelta(days=1), heard=DAY), State.OVERDUE),
        (Facts(due=DAY - timedelta(days=1), said=Said.AT_RISK), State.OVERDUE),
        (Facts(said=Said.AT_RISK), State.AT_RISK),
        (Facts(due=DAY - timedelta(days=1), said=Said.DONE), State.COMPLETE),
        (Facts(said=Said.DONE, verdict=Verdict.ACCEPTED), State.EVIDENCED),
        (Facts(said=Said.DONE, verdict=Verdict.REOPENED), State.COMPLETE),
        (Facts(verdict=Verdict.DROPPED), State.CLOSED),
    ],
)
def test_each_status(facts: Facts, state: State) -> None:
    assert state_of(facts, DAY, Watch()) == state


@given(FACTS, st.integers(0, 30), st.integers(0, 30))
def test_a_longer_watch_never_calms_and_time_never_calms(
    facts: Facts, soon: int, more: int
) -> None:
    calm = {State.NOT_STARTED, State.ON_TRACK}
    if state_of(facts, DAY, Watch(soon, 28)) not in calm:
        assert state_of(facts, DAY, Watch(soon + more, 28)) not in calm
        assert state_of(facts, DAY + timedelta(days=more), Watch(soon, 28)) not in calm


@given(st.lists(TOLD, max_size=8))
def test_what_was_said_last_holds_together(told: list[Told]) -> None:
    last = last_of(told)
    closed = last.verdict in (Verdict.CLOSED, Verdict.DROPPED)
    assert closed == (last.ended is not None)
    assert (last.done_on is not None) == (last.said == Said.DONE)
    assert last.heard in {None, *(one.day for one in told if not one.verdict)}
    state = state_of(Facts(None, last.said, last.heard, last.verdict), DAY, Watch())
    assert (state == State.CLOSED) == closed


def test_the_database_says_the_same(db) -> None:
    """Every combination that matters, in one go."""
    from tests.factories import actions, foundation, partnership

    council = partnership.an_agency(foundation.partnership())
    ahead = [None, *(DAY + timedelta(days=days) for days in (-1, 0, 1, 13, 14, 15))]
    back = [None, *(DAY - timedelta(days=days) for days in (0, 27, 28, 29))]
    every = [
        Facts(due, said, heard, verdict)
        for due in ahead
        for said in ("", *Said.values)
        for heard in back
        for verdict in ("", *Verdict.values)
    ]
    action = actions.an_action(council)
    records = type(action.record).objects.bulk_create(
        type(action.record)(
            partnership=action.partnership, kind="action", reference=f"X-{at}", title="x"
        )
        for at in range(len(every))
    )
    Action.objects.bulk_create(
        Action(
            record=record,
            partnership=action.partnership,
            wording="x",
            opened=DAY,
            ended=DAY if facts.verdict in (Verdict.CLOSED, Verdict.DROPPED) else None,
            **{name: getattr(facts, name) for name in ("due", "said", "heard", "verdict")},
        )
        for record, facts in zip(records, every, strict=True)
    )
    for watch in (Watch(), Watch(0, 0)):
        rows = Action.objects.exclude(pk=action.pk).annotate(state=state_on(DAY, watch))
        wrong = [
            (row, row.state)
            for row in rows
            if row.state != state_of(Facts(row.due, row.said, row.heard, row.verdict), DAY, watch)
        ]
        assert not wrong
        for state in State:
            within = set(rows.filter(bounds(state, DAY)).values_list("pk", flat=True))
            assert within >= {row.pk for row in rows if row.state == state}, state
