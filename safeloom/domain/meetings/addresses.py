"""Where meetings and their series stand."""

from typing import Any

from django.urls import reverse

from safeloom.domain.meetings.models import Decision, Meeting, MeetingSeries, Paper
from safeloom.foundation.identity.models import Partnership


def listing(partnership: Partnership) -> str:
    """The list of meetings."""
    return reverse("meetings:list", args=[partnership.key])


def of_meeting(partnership: Partnership, meeting: Meeting) -> str:
    """A meeting's page."""
    return act("meeting", partnership, meeting.record.reference)


def of_series(partnership: Partnership, series: MeetingSeries) -> str:
    """A series' page."""
    return act("series", partnership, series.record.reference)


def of_paper(partnership: Partnership, paper: Paper) -> str:
    """A paper's page."""
    return act("paper", partnership, paper.record.reference)


def of_decision(partnership: Partnership, decision: Decision) -> str:
    """A decision's page."""
    return act("decision", partnership, decision.record.reference)


def act(name: str, partnership: Partnership, *args: Any) -> str:
    """The page of something that can be done."""
    return reverse(f"meetings:{name}", args=[partnership.key, *args])
