"""Moderating a response: a page for each section that has grades, then saying that it is done."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from safeloom.domain.questionnaires.addresses import at, of_response
from safeloom.domain.questionnaires.commands import moderating as verbs
from safeloom.domain.questionnaires.definitions import Kind, Section
from safeloom.domain.questionnaires.forms.campaigns import DoneForm, GradesForm
from safeloom.domain.questionnaires.models import Response
from safeloom.domain.questionnaires.queries import progress, shown
from safeloom.domain.questionnaires.queries.campaigns import state_of
from safeloom.domain.questionnaires.queries.given import evaluation_of
from safeloom.domain.questionnaires.views.finding import (
    MODERATE,
    act_on_response,
    response_of,
    response_trail,
)
from safeloom.domain.questionnaires.workflows import SUBMITTED
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.records.commands import Stale
from safeloom.foundation.workflow.queries import moves_of
from safeloom.web.forms import form_for, form_page

Part = tuple[Section, list[shown.Line]]


@open_to(MODERATE)
def first(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Lead to the first section that has grades."""
    response = response_of(request, reference, MODERATE)
    here, parts = request.partnership, _parts(response)
    if state_of(response) != SUBMITTED or not parts:
        messages.info(request, "There is nothing to grade in it as it stands.")
        return HttpResponseRedirect(of_response(here, response))
    return HttpResponseRedirect(at("moderate-section", here, reference, parts[0][0].key))


@open_to(MODERATE)
def section(
    request: HttpRequest, partnership_key: str, reference: str, section: str
) -> HttpResponse:
    """The grades of a section, beside what the body answered to all of it."""
    here = request.partnership
    response = response_of(request, reference, MODERATE)
    parts = _parts(response)
    keys = [one.key for one, _ in parts]
    if section not in keys:
        raise Http404
    place = keys.index(section)
    part, lines = parts[place]
    form = form_for(request, GradesForm, rows=_graded(lines))
    status = None
    if request.method == "POST" and form.is_valid():
        try:
            verbs.moderate(
                by=request.viewer.person, response=response, grades=form.grades, seen=form.seen
            )
        except Stale:
            _tell_stale(form, response, lines)
            status = 409
        except ValidationError as refused:
            _tell(form, refused)
        else:
            further = keys[place + 1 :]
            if further and "leave" not in request.POST:
                return HttpResponseRedirect(at("moderate-section", here, reference, further[0]))
            messages.success(request, "Your grades are saved.")
            return HttpResponseRedirect(of_response(here, response))
    questionnaire = evaluation_of(response).questionnaire
    return form_page(
        request,
        form,
        title=f"{questionnaire.sections_are} {place + 1} of {len(keys)}: {part.title}",
        button="Save and continue" if place + 1 < len(keys) else "Save grades",
        template="questionnaires/moderate.html",
        status=status,
        body=progress.body_of(response),
        lines=[
            (line, form.fields_of(line.question.key) if _is_graded(line) else None)
            for line in lines
        ],
        before=at("moderate-section", here, reference, keys[place - 1]) if place else "",
        cancel=of_response(here, response),
        trail=response_trail(request, response),
    )


@open_to(MODERATE)
def done(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Say that it is moderated, with feedback."""
    response = response_of(request, reference, MODERATE)

    def act(form: DoneForm) -> str:
        verbs.say_moderated(by=request.viewer.person, response=response, **form.cleaned_data)
        return f"{reference} is moderated. Whoever answered is told by mail."

    return act_on_response(
        request,
        response,
        DoneForm,
        act,
        title=f"Say that {reference} is moderated",
        button="Say that it is moderated",
        lead="The grades you gave, and this feedback, can then be read by the body.",
        initial={"seen": len(moves_of(response.record))},
    )


def _parts(response: Response) -> list[Part]:
    """The sections that have a question to grade, with all their lines."""
    parts = shown.answers_of(response, evaluation_of(response))
    return [(one, lines) for one, lines in parts if _graded(lines)]


def _graded(lines: list[shown.Line]) -> list[shown.Line]:
    return [line for line in lines if _is_graded(line)]


def _is_graded(line: shown.Line) -> bool:
    return line.question.kind == Kind.GRADE


def _tell(form: GradesForm, refused: ValidationError) -> None:
    """Put what was refused at the grade of its question, and the rest above."""
    told = refused.message_dict if hasattr(refused, "error_dict") else {"": refused.messages}
    for key, found in told.items():
        name: Any = f"grade-{key}" if f"grade-{key}" in form.fields else None
        for message in found:
            form.add_error(name, message)


def _tell_stale(form: GradesForm, response: Response, lines: list[shown.Line]) -> None:
    """Say at each question what another moderator saved meanwhile; saving again keeps one's own."""
    now = {one.question.key: one for one in shown.grades_of(response)}
    data = form.data.copy()
    for line in _graded(lines):
        key = line.question.key
        grade = now.get(key)
        revision = grade.revision if grade else 0
        if form.seen[key] != revision:
            words = f"{grade.option.title}" if grade else "no grade"
            by = f" by {grade.by.name}" if grade and grade.by else ""
            said = f" ({grade.comment})" if grade and grade.comment else ""
            form.add_error(
                f"grade-{key}",
                f"Saved meanwhile{by}: {words}{said}. Save again to put yours in its place, or choose this.",
            )
            data[f"seen-{key}"] = str(revision)
    form.data = data
