"""A workflow is checked when it is made, and leads where it says."""

import pytest

from safeloom.kernel.workflow import NotPossible, State, Step, Workflow

OPEN, HELD, DONE = (
    State("open", "Open"),
    State("held", "On hold"),
    State("done", "Done", final=True),
)
HOLD = Step("hold", "Put on hold", ("open",), "held", "thing.hold")
GO_ON = Step("go-on", "Go on", ("held",), "open", "thing.hold")
CLOSE = Step("close", "Close it", ("*",), "done", "thing.close", needs=("reason",))
FLOW = Workflow("thing", (OPEN, HELD, DONE), (HOLD, GO_ON, CLOSE))


def test_steps_lead_on_from_where_they_say() -> None:
    assert FLOW.first is OPEN
    assert [step.key for step in FLOW.steps_from("open")] == ["hold", "close"]
    assert FLOW.steps_from("done") == []
    assert FLOW.step("close", "held").to == "done"
    for step, state in (("hold", "held"), ("close", "done"), ("fly", "open")):
        with pytest.raises(NotPossible):
            FLOW.step(step, state)


def test_who_may_sees_their_steps_alone() -> None:
    assert FLOW.steps_from("open", {"thing.close"}) == [CLOSE]
    assert FLOW.steps_from("open", set()) == []


@pytest.mark.parametrize(
    ("states", "steps", "match"),
    [
        ((OPEN, OPEN, DONE), (CLOSE,), "twice"),
        ((), (), "none"),
        ((OPEN, DONE), (CLOSE, CLOSE), "twice"),
        ((OPEN, DONE), (CLOSE, HOLD), "names no state"),
        ((OPEN, HELD, DONE), (CLOSE, GO_ON), "nothing leads"),
        ((OPEN, HELD), (HOLD,), "final"),
        ((OPEN, DONE), (CLOSE, Step("again", "Again", ("done",), "open", "x")), "final"),
    ],
)
def test_what_makes_no_sense_cannot_be_made(states, steps, match) -> None:
    with pytest.raises(ValueError, match=match):
        Workflow("thing", states, steps)
