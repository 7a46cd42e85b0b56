"""The steps of a response: from a draft to where it is closed."""

from safeloom.kernel.workflow import State, Step, Workflow

DRAFT, SUBMITTED, CHANGES, MODERATED, CLOSED = (
    "draft",
    "submitted",
    "changes-requested",
    "moderated",
    "closed",
)
# While it stands here the body may write.
OPEN = (DRAFT, CHANGES)
# What is counted in results.
COUNTED = (SUBMITTED, MODERATED, CLOSED)
# The step by which a response is closed that was never submitted.
IN_PLACE = "accept-in-place"

RESPONSE = Workflow(
    "response",
    states=(
        State(DRAFT, "Draft", "wait"),
        State(SUBMITTED, "Submitted", "done"),
        State(CHANGES, "Changes requested", "late"),
        State(MODERATED, "Moderated", "done"),
        State(CLOSED, "Closed", "done"),
    ),
    steps=(
        Step("submit", "Submit", OPEN, SUBMITTED, "response.answer"),
        Step(
            "request-changes",
            "Request changes",
            (SUBMITTED, MODERATED),
            CHANGES,
            "response.moderate",
            ("reason",),
        ),
        Step(
            IN_PLACE,
            "Accept another return in its place",
            OPEN,
            CLOSED,
            "response.moderate",
            ("reason",),
        ),
        Step("moderate", "Say that it is moderated", (SUBMITTED,), MODERATED, "response.moderate"),
        Step("close", "Close it", (SUBMITTED, MODERATED), CLOSED, "response.moderate"),
        # Closed is not the end: a re-opening leads on from it, with its reason.
        Step(
            "reopen",
            "Re-open it",
            (SUBMITTED, MODERATED, CLOSED),
            DRAFT,
            "response.moderate",
            ("reason",),
        ),
    ),
)
