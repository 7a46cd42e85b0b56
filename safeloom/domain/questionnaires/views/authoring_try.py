"""Trying a version out as whoever answers it sees it: nothing of it is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safeloom.domain.questionnaires.addresses import of_version
from safeloom.domain.questionnaires.definitions import Facts
from safeloom.domain.questionnaires.evaluating import evaluate
from safeloom.domain.questionnaires.forms.answering import SectionForm
from safeloom.domain.questionnaires.queries import versions as queries
from safeloom.domain.questionnaires.queries.facts import facts_to_ask
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.domain.questionnaires.views.authoring import SEE
from safeloom.foundation.access.pages import open_to


@open_to(SEE)
def try_out(
    request: HttpRequest, partnership_key: str, reference: str, number: int
) -> HttpResponse:
    """The questions that apply to what was chosen and answered so far, and what stands in the way of
    submitting."""
    here, viewer = request.partnership, request.viewer
    version = queries.version(viewer, here, reference, number)
    said = questionnaire_of(version)
    posted = request.POST if request.method == "POST" else None
    facts = facts_to_ask(here, version.questionnaire.use)
    chosen = {one.name: (posted or {}).get(f"fact-{one.name}", "") for one in facts}
    held = {name: frozenset({value}) for name, value in chosen.items() if value}
    given = {}
    if posted is not None:
        reading = SectionForm(posted, questions=said.questions())
        reading.is_valid()
        given = reading.given()
    evaluation = evaluate(said, Facts(held), given)
    asked = [one.question for _, standings in evaluation.asked for one in standings]
    form = SectionForm(posted, questions=asked)
    if posted is not None:
        form.is_valid()
        for question in asked:
            if problem := evaluation[question.key].problem:
                form.tell_problem(question, problem)
    sections = [
        (
            section,
            [
                {name: _bound(form, name, one.question.key) for name in ("q", "na", "why")}
                for one in standings
            ],
        )
        for section, standings in evaluation.asked
        if standings
    ]
    context = {
        "title": said.title,
        "said": said,
        "form": form,
        "sections": sections,
        "tally": evaluation.tally,
        "facts": [(one, chosen[one.name]) for one in facts],
        "tried": posted is not None,
        "back": of_version(here, version),
        "version": version,
    }
    return render(request, "questionnaires/authoring/try.html", context)


def _bound(form: SectionForm, name: str, key: str) -> Any:
    full = f"{name}-{key}"
    return form[full] if full in form.fields else None
