"""What a campaign comes to: its page, that of a question, and standards by bodies."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from safeloom.domain.questionnaires import results_shown
from safeloom.domain.questionnaires.addresses import of_campaign
from safeloom.domain.questionnaires.models import Campaign
from safeloom.domain.questionnaires.queries.results_found import (
    Found,
    Narrowed,
    results_of,
    rows_of,
)
from safeloom.domain.questionnaires.queries.results_matrix import matrix_of
from safeloom.domain.questionnaires.queries.results_tally import counted, is_of_people
from safeloom.domain.questionnaires.queries.results_texts import (
    counts_of_themes,
    has_texts,
    read_texts,
    texts_of,
)
from safeloom.domain.questionnaires.queries.rows import campaigns
from safeloom.domain.questionnaires.results_addresses import at
from safeloom.domain.questionnaires.views.paging import page_of
from safeloom.foundation.access.pages import open_to

SEE = "results.see"


def the_campaign(request: HttpRequest, reference: str, permission: str = SEE) -> Campaign:
    """The campaign of a reference for which the viewer holds a permission, or 404."""
    rows = campaigns(request.viewer, request.partnership, permission)
    rows = rows.select_related("previous__version", "previous__record")
    return get_object_or_404(rows, record__reference=reference)


def trail(campaign: Campaign, *, results: bool = False) -> list[tuple[str, str]]:
    """The way back to the campaign, or to its results."""
    way = [(campaign.record.title, of_campaign(campaign.partnership, campaign))]
    return [*way, ("Results", at("results", campaign))] if results else way


def _narrowed(request: HttpRequest) -> Narrowed | None:
    dimension, _, key = request.GET.get("part", "").partition(":")
    return Narrowed(dimension, key) if dimension else None


def found_for(request: HttpRequest, campaign: Campaign) -> tuple[Found, Narrowed | None, str]:
    """What the page asked for (`?part=kind:police`, `?by=kind`); 404 for what is not there."""
    narrowed, by = _narrowed(request), request.GET.get("by", "")
    try:
        found = results_of(campaign, request.viewer, request.viewer.day, narrowed=narrowed, by=by)
    except KeyError:
        raise Http404 from None
    return found, narrowed, by


def controls(found: Found, narrowed: Narrowed | None, by: str) -> dict[str, Any]:
    """What the results may be narrowed to and shared out by, and what was chosen."""
    chosen = f"{narrowed.dimension}:{narrowed.key}" if narrowed else ""
    groups = [
        (one.title, [(f"{one.name}:{key}", title) for key, title in one.choices])
        for one in found.dimensions.values()
    ]
    return {
        "groups": groups,
        "part": chosen,
        "by": by,
        "ways": [(one.name, one.title) for one in found.dimensions.values()],
        "part_title": found.dimensions[narrowed.dimension].titles[narrowed.key] if narrowed else "",
        "query": urlencode({name: value for name, value in (("part", chosen),) if value}),
    }


@open_to(SEE)
def results(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """What a campaign comes to, by section and question."""
    campaign = the_campaign(request, reference)
    found, narrowed, by = found_for(request, campaign)
    of = found.results
    tells = bool(of.submitted)
    sections = [
        (
            one,
            [
                (results_shown.shown(each), at("results-question", campaign, each.question.key))
                for each in one.results
            ],
        )
        for one in of.standards
    ]
    dimension = found.dimensions.get(by)
    parts = (
        results_shown.parts_of_campaign(dimension.title, found.parts)
        if dimension and tells
        else None
    )
    rows = rows_of(campaign, request.viewer, narrowed, request.viewer.day)
    themes = (
        []
        if of.of_people and narrowed
        else counts_of_themes(campaign, rows, of_people=of.of_people)
    )
    context = {
        "title": "Results",
        "campaign": campaign,
        "found": found,
        "lead": results_shown.lead(of),
        "tells": tells,
        "few": results_shown.few() if of.of_people else "",
        "chart": results_shown.standards_chart(of) if tells else None,
        "sections": sections if tells else [],
        "parts": parts,
        "themes": themes if tells else [],
        "matrix": not of.of_people and any(one.own for one in of.standards),
        "addresses": {
            name: at(f"results-{name}", campaign) for name in ("matrix", "themes", "export")
        },
        "begin": f"{of_campaign(campaign.partnership, campaign)}#begin",
        "may_code": request.viewer.may("response.moderate", campaign.partnership_id),
        "trail": trail(campaign),
        **controls(found, narrowed, by),
    }
    return render(request, "questionnaires/results/results.html", context)


@open_to(SEE)
def question(request: HttpRequest, partnership_key: str, reference: str, key: str) -> HttpResponse:
    """What a question came to, in parts, and what was written by those who answered it."""
    campaign = the_campaign(request, reference)
    found, narrowed, by = found_for(request, campaign)
    result = next((one for one in found.results.results() if one.question.key == key), None)
    if result is None:
        raise Http404
    dimension = found.dimensions.get(by)
    parts = (
        results_shown.parts_of_question(dimension.title, key, found.parts) if dimension else None
    )
    of_people = found.results.of_people
    texts, pages, themes = [], None, {}
    # Of a part of what people wrote nothing is read: who wrote it might be guessed.
    if has_texts(result.question) and not result.hidden and not (of_people and narrowed):
        rows = rows_of(campaign, request.viewer, narrowed, request.viewer.day)
        answers = texts_of(campaign, rows, request.viewer, key, of_people=of_people)
        pages = page_of(request, answers)
        texts = read_texts(list(pages.object_list), of_people=of_people)
        themes = {one.pk: one.title for one in campaign.themes.all()}
    context = {
        "title": result.question.words,
        "campaign": campaign,
        "shown": results_shown.shown(result),
        "section": found.results.questionnaire.section_of[key],
        "parts": parts,
        "texts": [
            (
                one,
                sorted(themes[theme] for theme in one.themes),
            )
            for one in texts
        ],
        "page": pages,
        "of_people": of_people,
        "few": results_shown.few() if of_people else "",
        "code": at("results-code", campaign, key)
        if texts and request.viewer.may("response.moderate", campaign.partnership_id)
        else "",
        "trail": trail(campaign, results=True),
        **controls(found, narrowed, by),
    }
    return render(request, "questionnaires/results/question.html", context)


@open_to(SEE)
def matrix(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Standards by bodies, each with its grade; of people nothing is shown so."""
    campaign = the_campaign(request, reference)
    if is_of_people(campaign):
        raise Http404
    viewer = request.viewer
    found = matrix_of(campaign, counted(campaign, viewer), viewer.day)
    context = {
        "title": "Standards by body",
        "campaign": campaign,
        "matrix": found,
        "rows": [
            (
                one.title,
                list(zip(found.standards, one.grades, strict=True)),
            )
            for one in found.bodies
        ],
        "sections_are": campaign.version.sections_are,
        "trail": trail(campaign, results=True),
    }
    return render(request, "questionnaires/results/matrix.html", context)
