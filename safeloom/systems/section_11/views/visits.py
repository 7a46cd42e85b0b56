"""A visit's page, and writing down what was seen."""

from django.http import HttpRequest, HttpResponse

from safeloom.domain.actions.sections import actions_section, recommendations_section
from safeloom.domain.questionnaires import addresses as engine
from safeloom.foundation.access.pages import open_to
from safeloom.systems.section_11.addresses import at, of_visit
from safeloom.systems.section_11.commands import visits as verbs
from safeloom.systems.section_11.forms import MoveVisitForm, NoteVisitForm
from safeloom.systems.section_11.models import Visit
from safeloom.systems.section_11.views.asking import found_visit, trail_of
from safeloom.web.acting import act_on
from safeloom.web.files import files_section
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words


@open_to("section-11.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """When it is or was, who visited, what was seen, and what follows."""
    here, viewer = request.partnership, request.viewer
    visit = found_visit(request, reference)
    response = visit.response
    changes = viewer.may("response.moderate", here.pk, visit)
    note = ("Write down what was seen", at("note-visit", here, reference))
    facts = [
        ("Body", response.agency.name),
        ("Round", response.campaign.record.title),
        ("Why", visit.get_why_display()),
        ("Day", date_words(visit.held or visit.day)),
        ("Visitors", visit.visitors),
    ]
    page = RecordPage(
        title=visit.record.title,
        reference=reference,
        status="Held" if visit.held else "Planned",
        status_kind="done" if visit.held else "wait",
        facts=facts,
        next_step=note if changes and not visit.held else None,
        sections=[
            Section(
                "seen",
                "What was seen",
                "section_11/seen.html",
                _change(here, visit, reference) if changes else None,
            ),
            recommendations_section(viewer, here, visit.record, viewer.day),
            actions_section(viewer, here, visit.record, viewer.day),
            files_section(viewer, here, visit.record, viewer.day),
        ],
        of=visit.record,
    )
    return record_response(
        request,
        page,
        trail=trail_of(here, response),
        visit=visit,
        return_url=engine.of_response(here, response),
    )


def _change(here, visit: Visit, reference: str) -> tuple[str, str]:
    if visit.held:
        return ("Correct it", at("note-visit", here, reference))
    return ("Move the visit", at("move-visit", here, reference))


@open_to("response.moderate")
def move(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Another day, or other visitors."""
    here = request.partnership
    visit = found_visit(request, reference, "response.moderate")

    def act(form: MoveVisitForm) -> str:
        data = form.cleaned_data
        verbs.move_visit(
            by=request.viewer.person,
            visit=visit,
            day=data["day"],
            visitors=data["visitors"],
            seen=data["revision"],
        )
        return "The visit is changed."

    return act_on(
        request,
        MoveVisitForm,
        act,
        title="Move the visit",
        button="Save visit",
        back=of_visit(here, visit),
        initial={
            "day": visit.day,
            "visitors": visit.visitors,
            "revision": visit.record.revision,
        },
        trail=trail_of(here, visit.response, visit),
    )


@open_to("response.moderate")
def note(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """What was seen, and whether it bears out what the body said."""
    here = request.partnership
    visit = found_visit(request, reference, "response.moderate")

    def act(form: NoteVisitForm) -> str:
        data = form.cleaned_data
        verbs.note_visit(
            by=request.viewer.person,
            visit=visit,
            held=data["held"],
            spoke_with=data["spoke_with"],
            seen_there=data["seen_there"],
            bears_out=data["bears_out"],
            seen=data["revision"],
        )
        return "What was seen is saved."

    return act_on(
        request,
        NoteVisitForm,
        act,
        title="What did you see?",
        button="Save what was seen",
        back=of_visit(here, visit),
        initial={
            "held": visit.held or visit.day,
            "spoke_with": visit.spoke_with,
            "seen_there": visit.seen,
            "bears_out": visit.bears_out or None,
            "revision": visit.record.revision,
        },
        trail=trail_of(here, visit.response, visit),
    )
