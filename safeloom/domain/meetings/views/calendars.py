"""Meetings in people's calendars: invitations, a file of one meeting, an address for one's own."""

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from safeloom.domain.meetings import addresses, forms
from safeloom.domain.meetings.calendar_files import published
from safeloom.domain.meetings.commands import invitations as commands
from safeloom.domain.meetings.models import Meeting
from safeloom.domain.meetings.queries import invited
from safeloom.domain.meetings.queries import meetings as queries
from safeloom.domain.partnership.views.asking import ask
from safeloom.domain.partnership.views.tables import Table, TableSection, section
from safeloom.foundation.access.pages import open_to, open_to_anyone, open_to_signed_in
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.notices.links import site_address
from safeloom.foundation.today import today
from safeloom.web.words import count_words, date_words, list_words

CALENDAR = "text/calendar; charset=utf-8"


def invitations_section(here: Partnership, meeting: Meeting, state: str) -> TableSection:
    """Who is invited, and what their calendars were told; for the unit."""
    told = {one.to: one for one in meeting.invitations.all()}
    rows = []
    for guest in invited.guests([meeting])[meeting.pk]:
        one = told.pop(guest.to, None)
        rows.append([guest.name, guest.what, _told_words(guest, one)])
    for one in told.values():
        name = one.person.name if one.person else one.to
        rows.append([name, "", _told_words(None, one)])
    table = Table(["Who", "As what", "Told"], rows, "Nobody holds a seat on the day.")
    to_send = state == Meeting.State.PLANNED and meeting.day >= today()
    sends = to_send and not hasattr(meeting, "calendar")
    change = ("Send invitations", addresses.act("invite", here, meeting.record.reference))
    return section("invitations", "Invitations", table, change if sends else None)


def _told_words(guest: invited.Guest | None, one) -> str:
    if guest is not None and not guest.to:
        return "No e-mail address is known"
    if one is None:
        return "Not yet"
    return f"{'Invited' if one.stands else 'Cancelled'} {date_words(one.at)}"


@open_to("meeting.change")
def invite(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Send invitations."""
    here = request.partnership
    rows = queries.meetings(request.viewer, here, "meeting.change")
    meeting = get_object_or_404(rows, record__reference=reference)
    those = invited.guests([meeting])[meeting.pk]
    with_mail = sum(bool(guest.to) for guest in those)
    without = [guest.name for guest in those if not guest.to]
    lead = (
        f"{count_words(with_mail, 'person gets', 'people get')} a mail that their calendar takes in. "
        "From then on they are told by themselves when the day, time or place changes or the meeting is "
        "cancelled; who comes to hold a seat is invited, and who no longer does is told. The mail names "
        "the group, the day and the place, and nothing that is discussed."
    )
    if without:
        lead += f" No address is known of {list_words(without)}."
    return ask(
        request,
        forms.SureForm,
        lambda said: commands.invite(by=request.viewer.person, meeting=meeting),
        title=f"Send invitations to {meeting.title}",
        lead=lead,
        button="Send invitations",
        done="The invitations are on their way.",
        back=addresses.of_meeting(here, meeting) + "#invitations",
    )


@open_to("meeting.see")
@require_safe
def file(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """One meeting, to take into a calendar."""
    rows = queries.meetings(request.viewer, request.partnership)
    meeting = get_object_or_404(
        rows.exclude(state=Meeting.State.CANCELLED), record__reference=reference
    )
    entry = invited.entry_of(meeting, sequence=invited.sequence_of(meeting))
    return _calendar(published([entry], written=datetime.now(UTC)), f"{reference}.ics")


@open_to_signed_in
def own(request: HttpRequest) -> HttpResponse:
    """The address at which one's own calendar asks for one's meetings; the address itself once."""
    person, url = request.viewer.person, ""
    if request.method == "POST" and "make" in request.POST:
        url = site_address(reverse("meetings:feed", args=[commands.make_feed(by=person)]))
    elif request.method == "POST":
        commands.end_feed(by=person)
    context = {
        "title": "Your meetings in your calendar",
        "feed": invited.feed_of(person),
        "url": url,
    }
    context["trail"] = [("Your account", reverse("portal:account"))]
    return render(request, "meetings/own_calendar.html", context)


@open_to_anyone
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The meetings of whoever made the address: that a group meets, and when. What is not, is no longer,
    or is of somebody who has left looks as if it had never been."""
    found = invited.feed_with(secret)
    account = getattr(found.person, "account", None) if found else None
    if account is None or not account.is_active or Viewer(account, today()).has_left:
        raise Http404
    entries = [
        invited.entry_of(meeting, sequence=invited.sequence_of(meeting), whole=False)
        for meeting in invited.own_meetings(found.person, today())
    ]
    return _calendar(published(entries, written=datetime.now(UTC), name="Safeloom"), "meetings.ics")


def _calendar(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=CALENDAR)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
