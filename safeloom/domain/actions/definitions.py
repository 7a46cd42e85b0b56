"""The words of the tracker."""

from django.db.models import TextChoices


class State(TextChoices):
    """How an action stands; worked out (`status.py`), never stored."""

    NOT_STARTED = "not-started", "Not started"
    ON_TRACK = "on-track", "On track"
    AT_RISK = "at-risk", "At risk"
    OVERDUE = "overdue", "Overdue"
    COMPLETE = "complete", "Complete"
    EVIDENCED = "evidenced", "Evidenced"
    CLOSED = "closed", "Closed"


class Said(TextChoices):
    """The owner's own view, as an update gives it."""

    ON_TRACK = "on-track", "On track"
    AT_RISK = "at-risk", "At risk"
    DONE = "done", "Done"


class Verdict(TextChoices):
    """What somebody other than the owner decided."""

    ACCEPTED = "accepted", "Evidence accepted"
    SENT_BACK = "sent-back", "Sent back"
    CLOSED = "closed", "Closed"
    DROPPED = "dropped", "Closed as no longer needed"
    REOPENED = "reopened", "Reopened"


# The kind of tag a state is shown in.
TAGS = {
    State.NOT_STARTED: "plain",
    State.ON_TRACK: "done",
    State.AT_RISK: "wait",
    State.OVERDUE: "late",
    State.COMPLETE: "wait",
    State.EVIDENCED: "done",
    State.CLOSED: "plain",
}
# Days of a partnership that has not set its own.
SOON_DAYS = 14
QUIET_DAYS = 28
# What stands in place of the wording where its source is sealed.
SEALED_TITLE = "Action from a sealed record"
