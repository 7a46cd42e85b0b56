"""Reading, circulating, approving and correcting minutes; the pack of a meeting."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render

from safeloom.domain.meetings import addresses as meeting_pages
from safeloom.domain.meetings.models import Meeting
from safeloom.domain.meetings.queries import meetings as queries
from safeloom.foundation.access.pages import open_to
from safeloom.reports.document.pdf import compile_pdf, typst_source
from safeloom.reports.document.tree import Document
from safeloom.reports.screen import on_screen
from safeloom.systems.minutes import addresses, forms, reading
from safeloom.systems.minutes.commands import minutes as commands
from safeloom.systems.minutes.document import content_of, minutes_document, pack_document
from safeloom.web.acting import act_on, tell
from safeloom.web.forms import form_for, form_page

SEE = "meeting.see"
State = Meeting.State
DRAFT = "Draft, not approved"
_TYPES = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}


def _meeting(request: HttpRequest, reference: str, permission: str = SEE) -> Meeting:
    rows = queries.meetings(request.viewer, request.partnership, permission)
    return get_object_or_404(rows, record__reference=reference)


def _trail(request: HttpRequest, meeting: Meeting) -> list[tuple[str, str]]:
    here = request.partnership
    return [
        ("Meetings", meeting_pages.listing(here)),
        (meeting.title, meeting_pages.of_meeting(here, meeting)),
    ]


@open_to(SEE)
def pack(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Agenda and papers as one tagged PDF; restricted papers are in none."""
    meeting = _meeting(request, reference)
    document = pack_document(meeting, request.build_absolute_uri("/").rstrip("/"))
    return _pdf(document, f"{reference}-pack.pdf")


@open_to(SEE)
def draft(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """The minutes as they stand, on a page."""
    here, meeting = request.partnership, _meeting(request, reference)
    if meeting.state not in (State.HELD, State.DRAFT, State.APPROVED):
        raise Http404
    document = minutes_document(meeting, DRAFT)
    waits = meeting.state == State.DRAFT and reading.may_approve(request.viewer, meeting)
    context = {
        "title": document.title,
        "document": document,
        "body": on_screen(document).html,
        "state": State(meeting.state),
        "approve": addresses.page("approve", here, meeting) if waits else "",
        "pdf": addresses.page("draft-pdf", here, meeting),
        "trail": _trail(request, meeting),
    }
    return render(request, "minutes/draft.html", context)


@open_to(SEE)
def draft_pdf(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """The minutes as they stand, to print."""
    meeting = _meeting(request, reference)
    if meeting.state not in (State.HELD, State.DRAFT, State.APPROVED):
        raise Http404
    return _pdf(minutes_document(meeting, DRAFT), f"{reference}-minutes-draft.pdf")


@open_to("meeting.change")
def circulate(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Give the draft to the members."""
    here, meeting = request.partnership, _meeting(request, reference, "meeting.change")

    def act(form: forms.SureForm) -> str:
        commands.circulate(by=request.viewer.person, meeting=meeting)
        return "The draft is circulated."

    return act_on(
        request,
        forms.SureForm,
        act,
        title=f"Circulate the draft minutes of {meeting.title}",
        button="Circulate draft",
        back=meeting_pages.of_meeting(here, meeting),
        lead="It stands on each member’s home and in their digest until it is approved. Notes, "
        "decisions and attendance can still be changed.",
        trail=_trail(request, meeting),
    )


@open_to("minutes.approve")
def approve(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Approve minutes as they are shown."""
    here, viewer = request.partnership, request.viewer
    meeting = _meeting(request, reference, "minutes.approve")
    document = minutes_document(meeting, DRAFT)
    offered = reading.later_meetings(meeting)
    form = form_for(
        request, forms.ApproveForm, rows=offered, initial={"shown": content_of(document)}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            commands.approve(
                by=viewer.person,
                meeting=meeting,
                shown=said["shown"],
                for_unit=viewer.may("meeting.change", here.pk, meeting),
                agreed_at=reading.meeting_of(said["agreed_at"]),
            )
        except ValidationError as refused:
            tell(form, refused)
        else:
            messages.success(request, "The minutes are approved, and frozen as they are.")
            return HttpResponseRedirect(meeting_pages.of_meeting(here, meeting))
    return form_page(
        request,
        form,
        title=f"Approve the minutes of {meeting.title}",
        button="Approve minutes",
        template="minutes/approve.html",
        cancel=meeting_pages.of_meeting(here, meeting),
        lead="They are kept as they stand below. A correction afterwards is a new version beside them.",
        trail=_trail(request, meeting),
        body=on_screen(document).html,
    )


@open_to("meeting.change")
def correct(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Open approved minutes for a correction."""
    here, meeting = request.partnership, _meeting(request, reference, "meeting.change")

    def act(form: forms.CorrectForm) -> str:
        reason = form.cleaned_data["reason"]
        commands.correct(by=request.viewer.person, meeting=meeting, reason=reason)
        return "The minutes can be corrected. What was approved stays beside them."

    return act_on(
        request,
        forms.CorrectForm,
        act,
        title=f"Correct the minutes of {meeting.title}",
        button="Open for correction",
        back=meeting_pages.of_meeting(here, meeting),
        trail=_trail(request, meeting),
    )


@open_to(SEE)
def frozen_file(
    request: HttpRequest, partnership_key: str, reference: str, number: int, form: str
) -> HttpResponse:
    """An approved version, byte for byte as it was approved."""
    found = reading.frozen(_meeting(request, reference), number)
    if found is None or form not in _TYPES:
        raise Http404
    response = HttpResponse(bytes(getattr(found, form)), content_type=_TYPES[form])
    name = f"{reference}-minutes-{number}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _pdf(document: Document, name: str) -> HttpResponse:
    response = HttpResponse(compile_pdf(typst_source(document)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
