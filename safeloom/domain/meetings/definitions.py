"""Words of meetings that no table holds."""

# The tag of each state of a meeting.
TAGS = {
    "planned": "wait",
    "held": "plain",
    "draft": "wait",
    "approved": "done",
    "cancelled": "late",
}
# Papers are due so many working days before a meeting.
PAPERS_DAYS = 5
