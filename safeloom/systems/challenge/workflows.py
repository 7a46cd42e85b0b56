"""The two workflows: a disagreement through its stages, a partner's challenge to its outcome."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from safeloom.kernel.workflow import ANY, State, Step, Workflow

SETTLED, WITHDRAWN = "settled", "withdrawn"
FINAL = (SETTLED, WITHDRAWN)
FIRST = "stage-1"
ASKED, ANSWERED, CLOSED = "asked", "answered", "closed"


def stage_key(number: int) -> str:
    """The state of a stage."""
    return f"stage-{number}"


def number_of(state: str) -> int | None:
    """The stage of a state; None where it ended."""
    return int(state.removeprefix("stage-")) if state.startswith("stage-") else None


@cache
def escalation(titles: Sequence[str], formal: Sequence[bool], bypass_to: int) -> Workflow:
    """The workflow of a policy: a stage after another, each moved up with a reason or settled; the parties
    agree by themselves in stages that are not formal; immediate risk goes at once to `bypass_to`."""
    keys = [stage_key(number) for number in range(1, len(titles) + 1)]
    stages = tuple(
        State(key, f"Stage {number}: {title}", "wait")
        for number, (key, title) in enumerate(zip(keys, titles, strict=True), start=1)
    )
    informal = tuple(key for key, hard in zip(keys, formal, strict=True) if not hard)
    up = [
        Step(
            f"up-{number}",
            f"Move it up to stage {number + 1}",
            (one,),
            next_,
            "challenge.move",
            ("reason",),
        )
        for number, (one, next_) in enumerate(pairwise(keys), start=1)
    ]
    steps = [*up]
    if bypass_to > 1:
        before = tuple(keys[: bypass_to - 1])
        steps.append(
            Step(
                "at-once",
                "Immediate risk",
                before,
                stage_key(bypass_to),
                "challenge.move",
                ("reason",),
            )
        )
    if informal:
        steps.append(Step("agree", "Say that it is settled", informal, SETTLED, "challenge.move"))
    return Workflow(
        "challenge",
        (
            *stages,
            State(SETTLED, "Settled", "done", final=True),
            State(WITHDRAWN, "Withdrawn", final=True),
        ),
        (
            *steps,
            Step("settle", "Settle it", (ANY,), SETTLED, "challenge.settle"),
            Step("withdraw", "Withdraw it", (ANY,), WITHDRAWN, "challenge.move", ("reason",)),
        ),
    )


PARTNER = Workflow(
    "partner-challenge",
    (
        State(ASKED, "Waits for an answer", "wait"),
        State(ANSWERED, "Answered", "wait"),
        State(CLOSED, "Closed", "done", final=True),
    ),
    (
        Step("answer", "Answer it", (ASKED,), ANSWERED, "partner-challenge.answer"),
        Step("ask-again", "Ask again", (ANSWERED,), ASKED, "partner-challenge.ask", ("reason",)),
        Step(
            "close",
            "Close it with its outcome",
            (ASKED, ANSWERED),
            CLOSED,
            "partner-challenge.close",
        ),
    ),
)
