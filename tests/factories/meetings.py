"""Series of meetings, meetings and agendas for tests, made by their commands."""

from datetime import date, time

from safeloom.domain.meetings.commands import agenda, attendance, meetings, minuting, series
from safeloom.domain.meetings.models import (
    AgendaItem,
    Decision,
    Meeting,
    MeetingSeries,
    StandingItem,
)
from safeloom.domain.partnership.models import Group, Seat
from safeloom.foundation.today import today
from tests.factories import SHARED, Place, sample


def a_series(group: Group, title: str = "Board meeting", **said) -> MeetingSeries:
    """A series of a group."""
    new = series.NewSeries(title=title, group=group, **said)
    return series.add(by=None, partnership=group.record.partnership, new=new)


def standing(of: MeetingSeries, title: str = "Apologies", **said) -> StandingItem:
    """An item on every agenda of a series."""
    return series.add_standing(by=None, series=of, new=agenda.NewItem(title=title, **said))


def a_meeting(of: Group | MeetingSeries, day: date | None = None, **said) -> Meeting:
    """A meeting of a series, or of a group alone, today."""
    alone = isinstance(of, Group)
    here = of.record.partnership if alone else of.partnership
    new = meetings.NewMeeting(
        day=day or today(), start=said.pop("start", time(14)), **said, **_of(of, alone)
    )
    return meetings.add(by=None, partnership=here, new=new)


def an_item(meeting: Meeting, title: str = "The winter plan", **said) -> AgendaItem:
    """An item of a meeting's agenda."""
    return agenda.add_item(by=None, meeting=meeting, new=agenda.NewItem(title=title, **said))


def marked(meeting: Meeting, seat: Seat, state: str, deputy: str = "", seen: int = 0):
    """A seat is marked at a meeting, by nobody in particular."""
    said = attendance.Mark(seat=seat.pk, state=state, deputy=deputy, seen=seen)
    return attendance.mark(by=None, meeting=meeting, marks=[said])


def held(meeting: Meeting) -> Meeting:
    """The meeting, being held."""
    meetings.hold(by=None, meeting=meeting)
    return meeting


def decided(meeting: Meeting, wording: str = "The plan is agreed.", **said) -> Decision:
    """A decision of a meeting that is being held."""
    new = minuting.NewDecision(wording=wording, **said)
    return minuting.decide(by=None, meeting=meeting, new=new)


def _of(of, alone: bool) -> dict:
    return {"group": of} if alone else {"series": of}


@sample(
    *(
        f"meetings:{name}"
        for name in ("meeting", "change", "cancel", "reinstate", "hold", "add-item")
    ),
    "meetings:draw-up",
    "meetings:attendance",
    "meetings:as-ticked",
    "meetings:minute",
    "meetings:decide",
    "meetings:add-person",
    "meetings:reorder",
    "meetings:calendar-file",
    "meetings:invite",
    by=("group",),
)
def _meeting(place: Place) -> dict[str, object]:
    return {"reference": a_meeting(place.group).record.reference}


@sample("meetings:feed", by=SHARED)
def _feed(place: Place) -> dict[str, object]:
    return {"secret": "not-a-secret"}


@sample(
    *(f"meetings:{name}-item" for name in ("change", "remove", "note", "decide", "agree")),
    by=("group",),
)
def _item(place: Place) -> dict[str, object]:
    return {"pk": an_item(a_meeting(place.group)).pk}


@sample(
    *(
        f"meetings:{name}"
        for name in ("series", "change-series", "end-series", "add-to-series", "add-standing")
    ),
    by=("group",),
)
def _series(place: Place) -> dict[str, object]:
    return {"reference": a_series(place.group).record.reference}


@sample("meetings:change-standing", "meetings:remove-standing", by=("group",))
def _standing(place: Place) -> dict[str, object]:
    return {"pk": standing(a_series(place.group)).pk}


@sample("meetings:remove-person", by=("group",))
def _person(place: Place) -> dict[str, object]:
    meeting = a_meeting(place.group)
    row = attendance.add_in_attendance(by=None, meeting=meeting, name="Sam Invented")
    return {"pk": row.pk}


@sample("meetings:decision", "meetings:change-decision", by=("group",))
def _decision(place: Place) -> dict[str, object]:
    return {"reference": decided(held(a_meeting(place.group))).record.reference}
