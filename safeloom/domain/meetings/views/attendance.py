"""Marking who was there: all seats in one screen, and who else."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from safeloom.domain.meetings import addresses, forms
from safeloom.domain.meetings.commands import attendance as commands
from safeloom.domain.meetings.forms_attendance import AttendanceForm
from safeloom.domain.meetings.models import Meeting, SeatAttendance
from safeloom.domain.meetings.queries import meetings as queries
from safeloom.domain.meetings.queries.attendance import SeatRow, quorum_of, seat_rows
from safeloom.domain.meetings.views.telling import quorum_sentence
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.web.forms import form_for, form_page, tell
from safeloom.web.words import count_words

CHANGE = "meeting.change"


@open_to(CHANGE)
def mark(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """All seats of a meeting, in one form with one button."""
    here, meeting = request.partnership, _meeting(request, reference)
    rows = seat_rows(meeting)
    form = form_for(request, AttendanceForm, rows=rows)
    status = None
    if request.method == "POST" and form.is_valid():
        try:
            marked = commands.mark(by=request.viewer.person, meeting=meeting, marks=form.changed)
        except ValidationError as refused:
            tell(form, refused)
        else:
            if marked.saved:
                said = count_words(marked.saved, "seat is", "seats are").capitalize()
                messages.success(request, f"{said} marked.")
            if not marked.clashes:
                return HttpResponseRedirect(addresses.of_meeting(here, meeting) + "#attendance")
            clashes = {clash.row.seat.pk: clash for clash in marked.clashes}
            rows = seat_rows(meeting)
            form, status = AttendanceForm(rows=rows, clashes=clashes), 409
    return form_page(
        request,
        form,
        title=f"Who was at {meeting.title}?",
        button="Save attendance",
        template="meetings/attendance_form.html",
        status=status,
        cancel=addresses.of_meeting(here, meeting),
        trail=[
            ("Meetings", addresses.listing(here)),
            (meeting.title, addresses.of_meeting(here, meeting)),
        ],
        quorum=quorum_sentence(meeting, quorum_of(meeting, rows)),
        ticked=addresses.act("as-ticked", here, reference),
    )


@open_to(CHANGE)
@require_POST
def as_ticked(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Whether the meeting can decide as its seats are ticked on the form, before anything is saved: the
    line above it, for a script that puts it there."""
    meeting = _meeting(request, reference)
    rows = [
        SeatRow(row.seat, SeatAttendance(state=said))
        if (said := request.POST.get(f"state-{row.seat.pk}")) in SeatAttendance.State.values
        else row
        for row in seat_rows(meeting)
    ]
    quorum = quorum_sentence(meeting, quorum_of(meeting, rows))
    return render(request, "meetings/quorum.html", {"quorum": quorum})


@open_to(CHANGE)
def add_person(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Name somebody who is there besides the seats."""
    here, meeting = request.partnership, _meeting(request, reference)
    return ask(
        request,
        forms.InAttendanceForm,
        lambda said: commands.add_in_attendance(by=request.viewer.person, meeting=meeting, **said),
        title=f"In attendance at {meeting.title}",
        lead="Somebody who holds no seat: who presents an item, takes the minutes, observes.",
        button="Add to those in attendance",
        done="They are named among those in attendance.",
        back=addresses.of_meeting(here, meeting) + "#attendance",
    )


@open_to(CHANGE)
def remove_person(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Take somebody out who is named besides the seats."""
    here = request.partnership
    row = get_object_or_404(queries.in_attendance(request.viewer, here, CHANGE), pk=pk)
    return ask(
        request,
        forms.SureForm,
        lambda said: commands.remove_in_attendance(by=request.viewer.person, row=row),
        title=f"Take {row.name} out",
        button="Take out",
        warn=True,
        done="They are no longer named among those in attendance.",
        back=addresses.of_meeting(here, row.meeting) + "#attendance",
    )


def _meeting(request: HttpRequest, reference: str) -> Meeting:
    rows = queries.meetings(request.viewer, request.partnership, CHANGE)
    return get_object_or_404(rows, record__reference=reference)
