"""Who leads a response brings colleagues in, and lets them go."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from safeloom.domain.questionnaires.answering_way import Way
from safeloom.domain.questionnaires.commands.answering import Closed
from safeloom.domain.questionnaires.commands.colleagues import bring_colleague, let_colleague_go
from safeloom.domain.questionnaires.forms.answering import ColleagueForm
from safeloom.domain.questionnaires.queries.colleagues import colleagues_of
from safeloom.domain.questionnaires.views.answering_section import closed_page
from safeloom.web.forms import form_for, tell


def colleagues(request: HttpRequest, way: Way) -> HttpResponse:
    """Who answers, and somebody more."""
    if not way.leads:
        raise Http404
    capacities = [(one.key, one.title) for one in way.questionnaire.capacities]
    sections = [(one.key, one.title) for one, _ in way.evaluation.asked]
    form = form_for(request, ColleagueForm, capacities=capacities, sections=sections)
    if request.method == "POST" and (gone := request.POST.get("go")):
        return _let_go(request, way, gone)
    if request.method == "POST" and form.is_valid():
        try:
            found = bring_colleague(by=way.person, response=way.response, **form.cleaned_data)
        except Closed:
            return closed_page(request, way)
        except ValidationError as refused:
            tell(form, refused)
        else:
            messages.success(request, f"A mail is on its way to {found.person.work_email}.")
            return HttpResponseRedirect(way.url("colleagues"))
    context = {
        "title": "Who answers",
        "way": way,
        "form": form,
        "button": "Send a link",
        "colleagues": [
            (one, [each.section.title for each in one.asked_sections.all()])
            for one in colleagues_of(way.response)
        ],
        "back": way.url(),
        "partnership_name": way.response.campaign.partnership.name,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "questionnaires/answer_colleagues.html", context, status=status)


def _let_go(request: HttpRequest, way: Way, gone: str) -> HttpResponse:
    found = next((one for one in colleagues_of(way.response) if str(one.pk) == gone), None)
    if found is None:
        raise Http404
    try:
        let_colleague_go(by=way.person, response=way.response, contributor=found)
    except Closed:
        return closed_page(request, way)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, f"{found.person.name} cannot answer any more.")
    return HttpResponseRedirect(way.url("colleagues"))
