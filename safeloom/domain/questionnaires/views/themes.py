"""Coding what was written: naming themes, and ticking which answers speak of them."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render

from safeloom.domain.questionnaires.commands import themes as verbs
from safeloom.domain.questionnaires.forms.results import ThemeForm
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.domain.questionnaires.queries.results_tally import counted, is_of_people
from safeloom.domain.questionnaires.queries.results_texts import (
    counts_of_themes,
    has_texts,
    read_texts,
    texts_of,
)
from safeloom.domain.questionnaires.results_addresses import at
from safeloom.domain.questionnaires.views.paging import page_of
from safeloom.domain.questionnaires.views.results import the_campaign, trail
from safeloom.foundation.access.pages import open_to
from safeloom.web.forms import form_for, form_page

CODE = "response.moderate"
AT_ONCE = 20


@open_to(CODE)
def themes(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """The themes of a campaign with how many answers speak of each, and the questions to code."""
    campaign = the_campaign(request, reference)
    of_people = is_of_people(campaign)
    rows = counted(campaign, request.viewer)
    questions = [one for one in questionnaire_of(campaign.version).questions() if has_texts(one)]
    form = form_for(request, ThemeForm)
    if request.method == "POST" and form.is_valid():
        verbs.add_theme(
            by=request.viewer.person, campaign=campaign, title=form.cleaned_data["title"]
        )
        return HttpResponseRedirect(request.path)
    return form_page(
        request,
        form,
        title="Themes",
        button="Add the theme",
        cancel=at("results", campaign),
        template="questionnaires/results/themes.html",
        trail=trail(campaign, results=True),
        counts=[
            (one, at("results-theme", campaign, str(one.theme.pk)))
            for one in counts_of_themes(campaign, rows, of_people=of_people)
        ],
        questions=[(one, at("results-code", campaign, one.key)) for one in questions],
    )


@open_to(CODE)
def theme(request: HttpRequest, partnership_key: str, reference: str, pk: UUID) -> HttpResponse:
    """Rename a theme or take it away."""
    campaign = the_campaign(request, reference)
    found = get_object_or_404(campaign.themes.select_related("campaign__record"), pk=pk)
    back = at("results-themes", campaign)
    if request.method == "POST" and "remove" in request.POST:
        verbs.remove_theme(by=request.viewer.person, theme=found)
        messages.success(request, "The theme was taken away.")
        return HttpResponseRedirect(back)
    form = form_for(request, ThemeForm, initial={"title": found.title})
    if request.method == "POST" and form.is_valid():
        try:
            verbs.rename_theme(
                by=request.viewer.person, theme=found, title=form.cleaned_data["title"]
            )
            return HttpResponseRedirect(back)
        except ValidationError as problem:
            form.add_error(None, problem)
    return form_page(
        request,
        form,
        title="Change a theme",
        button="Save theme",
        cancel=back,
        template="questionnaires/results/theme.html",
        trail=[*trail(campaign, results=True), ("Themes", back)],
        coded=found.coded.count(),
    )


@open_to(CODE)
def code(request: HttpRequest, partnership_key: str, reference: str, key: str) -> HttpResponse:
    """Tick, below each of some answers, the themes it speaks of."""
    campaign = the_campaign(request, reference)
    question = questionnaire_of(campaign.version).question.get(key)
    if question is None or not has_texts(question):
        raise Http404
    of_people = is_of_people(campaign)
    rows = counted(campaign, request.viewer)
    answers = texts_of(campaign, rows, request.viewer, key, of_people=of_people)
    page = page_of(request, answers, AT_ONCE)
    shown = list(page.object_list)
    problem, typed = "", ""
    if request.method == "POST":
        try:
            return HttpResponseRedirect(
                _saved(request, campaign, {one.pk for one in answers}, page)
            )
        except ValidationError as wrong:
            problem, typed = " ".join(wrong.messages), request.POST.get("new", "")
    themes_there = list(campaign.themes.all())
    context = {
        "title": question.words,
        "texts": [
            (one, [(theme, theme.pk in one.themes) for theme in themes_there])
            for one in read_texts(shown, of_people=of_people)
        ],
        "themes": themes_there,
        "page": page,
        "problem": problem,
        "typed": typed,
        "trail": [*trail(campaign, results=True), ("Themes", at("results-themes", campaign))],
    }
    status = 422 if problem else 200
    return render(request, "questionnaires/results/code.html", context, status=status)


def _saved(request: HttpRequest, campaign, mine: set[UUID], page) -> str:
    """Save what was ticked; where to go on."""
    try:
        shown = {UUID(one) for one in request.POST.getlist("answers")}
        coded = {one: {UUID(key) for key in request.POST.getlist(f"on-{one}")} for one in shown}
    except ValueError:
        raise ValidationError("What was sent cannot be read: load the page again.") from None
    if not mine.issuperset(shown):
        raise ValidationError("Some of these answers are no longer there: load the page again.")
    by = request.viewer.person
    verbs.code_answers(by=by, campaign=campaign, coded=coded)
    if title := request.POST.get("new", "").strip():
        try:
            verbs.add_theme(by=by, campaign=campaign, title=title)
        except ValidationError as wrong:
            raise ValidationError(f"What you ticked is saved. {' '.join(wrong.messages)}") from None
        return request.get_full_path()
    messages.success(request, "Saved.")
    goes_on = "on" in request.POST and page.next_url
    return f"{request.path}{page.next_url}" if goes_on else request.get_full_path()
