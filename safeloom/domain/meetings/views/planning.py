"""Planning, changing and cancelling meetings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.meetings import addresses, forms
from safeloom.domain.meetings.commands import meetings as commands
from safeloom.domain.meetings.models import Meeting, MeetingSeries
from safeloom.domain.meetings.queries import meetings as queries
from safeloom.domain.partnership.queries.groups import own
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to

CHANGE = "meeting.change"


@open_to(CHANGE)
def add(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Plan a meeting of a group alone; those of a series are planned from its page."""
    here = request.partnership
    return ask(
        request,
        forms.NewMeetingForm,
        lambda said: commands.add(
            by=request.viewer.person, partnership=here, new=commands.NewMeeting(**said)
        ),
        title="Plan a meeting",
        lead="A meeting of a series is planned from the page of the series.",
        button="Plan meeting",
        done="The meeting is planned.",
        back=lambda meeting: addresses.of_meeting(here, meeting),
        cancel=addresses.listing(here),
        rows={"group": own(request.viewer, here, CHANGE)},
    )


@open_to(CHANGE)
def add_to_series(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Plan the next meeting of a series."""
    here = request.partnership
    rows = queries.all_series(request.viewer, here, CHANGE)
    series = get_object_or_404(rows, record__reference=reference)
    return ask(
        request,
        forms.MeetingForm,
        lambda said: commands.add(
            by=request.viewer.person,
            partnership=here,
            new=commands.NewMeeting(series=series, **said),
        ),
        title=f"Plan a meeting: {series.title}",
        lead="Its agenda begins with the standing items, and with what was left open before.",
        button="Plan meeting",
        done="The meeting is planned.",
        back=lambda meeting: addresses.of_meeting(here, meeting),
        cancel=addresses.of_series(here, series),
        initial=_usual(series),
    )


@open_to(CHANGE)
def change(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Change when and where a meeting is."""
    here, meeting = request.partnership, _meeting(request, reference)
    return ask(
        request,
        forms.revisioned(forms.MeetingForm),
        lambda said: commands.change(
            by=request.viewer.person,
            meeting=meeting,
            seen=said.pop("revision"),
            to=commands.NewMeeting(**said),
        ),
        title=f"Change {meeting.title}",
        button="Save meeting",
        done="The meeting was changed.",
        back=addresses.of_meeting(here, meeting),
        initial=_said(meeting),
        current=lambda: _said(_meeting(request, reference)),
        subject=reference,
    )


@open_to(CHANGE)
def cancel(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Cancel a meeting."""
    here, meeting = request.partnership, _meeting(request, reference)
    return ask(
        request,
        forms.CancelForm,
        lambda said: commands.cancel(by=request.viewer.person, meeting=meeting, **said),
        title=f"Cancel {meeting.title}",
        button="Cancel meeting",
        warn=True,
        done="The meeting is cancelled.",
        back=addresses.of_meeting(here, meeting),
    )


@open_to(CHANGE)
def reinstate(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Plan a cancelled meeting again."""
    here, meeting = request.partnership, _meeting(request, reference)
    return ask(
        request,
        forms.SureForm,
        lambda said: commands.reinstate(by=request.viewer.person, meeting=meeting),
        title=f"Plan {meeting.title} again",
        button="Plan meeting",
        done="The meeting is planned again.",
        back=addresses.of_meeting(here, meeting),
    )


@open_to(CHANGE)
def hold(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Say that a meeting is being held."""
    here, meeting = request.partnership, _meeting(request, reference)
    return ask(
        request,
        forms.SureForm,
        lambda said: commands.hold(by=request.viewer.person, meeting=meeting),
        title=f"Hold {meeting.title}",
        lead="Its agenda stays open for what comes up, and attendance is taken.",
        button="Hold meeting",
        done="The meeting is being held.",
        back=addresses.of_meeting(here, meeting),
    )


def _meeting(request: HttpRequest, reference: str) -> Meeting:
    rows = queries.meetings(request.viewer, request.partnership, CHANGE)
    return get_object_or_404(rows, record__reference=reference)


def _usual(series: MeetingSeries) -> dict:
    return {
        "start": series.usual_start,
        "end": series.usual_end,
        "place": series.usual_place,
        "link": series.usual_link,
    }


def _said(meeting: Meeting) -> dict:
    names = ("day", "start", "end", "place", "link", "title")
    said = {name: getattr(meeting, name) for name in names}
    return said | {"revision": meeting.record.revision}
