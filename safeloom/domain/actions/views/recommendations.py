"""A recommendation's page; recording, changing and deciding."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.actions import addresses
from safeloom.domain.actions.commands import recommendations as verbs
from safeloom.domain.actions.commands.recommendations import SEALED_TITLE, Verdict
from safeloom.domain.actions.models import Recommendation
from safeloom.domain.actions.queries import assurances as asked
from safeloom.domain.actions.queries import recommendations as queries
from safeloom.domain.actions.queries.choices import owners
from safeloom.domain.actions.queries.standing import HOLDS, TAGS, Standing
from safeloom.domain.actions.recommendation_forms import (
    ChangeRecommendationForm,
    DecideForm,
    RecommendationForm,
)
from safeloom.domain.actions.sections import actions_section
from safeloom.domain.actions.views.asking import source_asked
from safeloom.domain.actions.views.recommendation_lists import source_words, standing_told
from safeloom.domain.partnership.queries.schools import agency_of
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.files.queries import where
from safeloom.web import marks
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words, list_words


def trail(here: Any, row: Recommendation | None = None) -> list[tuple[str, str]]:
    """The way back to the list, or to one recommendation."""
    way = [("Recommendations", addresses.page("recommendations", here))]
    if row is not None:
        way.append((row.reference, addresses.of_recommendation(here, row)))
    return way


def found(request: HttpRequest, reference: str, permission: str) -> Recommendation:
    """The recommendation of an address, if the viewer holds a permission for it and may be told of it."""
    rows = queries.told(request.viewer, request.partnership, permission)
    return get_object_or_404(rows, record__reference=reference)


@open_to("recommendation.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """What is recommended, to whom, what was decided, what followed."""
    here, viewer = request.partnership, request.viewer
    rows = queries.with_words(queries.listed(viewer, here), viewer.day)
    row = get_object_or_404(rows, record__reference=reference)
    if row.hidden:
        sections = [Section("sealed", "What it says", "actions/sealed.html")]
        page = RecordPage(title=SEALED_TITLE, reference=reference, sections=sections)
        return record_response(request, page, trail=trail(here))
    change = viewer.may("recommendation.change", here.pk, row)
    decides = viewer.may("recommendation.decide", here.pk, row)
    decided = ("Decide", addresses.page("decide-recommendation", here, reference))
    page = RecordPage(
        title=row.record.title,
        reference=reference,
        status=standing_told(row),
        status_kind=TAGS[Standing(row.standing)],
        facts=_facts(row),
        next_step=_next(request, row, decides),
        sections=[
            Section(
                "wording",
                "What is recommended",
                "actions/recommendations/wording.html",
                ("Change", addresses.page("change-recommendation", here, reference))
                if change
                else None,
            ),
            Section(
                "decisions",
                "Decisions",
                "actions/recommendations/decisions.html",
                decided if decides else None,
            ),
            actions_section(viewer, here, row.record, viewer.day),
            *_assurance_section(request, row),
        ],
    )
    source = where(viewer, here, row.source) if row.source else None
    return record_response(
        request,
        page,
        trail=trail(here),
        row=row,
        source=(source_words(row), source.address if source else ""),
        decisions=queries.decisions_of(row),
        assurances=_assurances(request, row),
    )


def _facts(row: Recommendation) -> list[tuple[str, Any]]:
    facts = [("Owner", row.owner_now or queries.UNIT), ("Made on", date_words(row.made))]
    audience, themes = queries.audience_of(row), queries.themes_of(row)
    facts.append(("Made to", list_words(audience) or "Nobody in particular"))
    return [*facts, ("Themes", list_words(themes))] if themes else facts


def _next(request: HttpRequest, row: Recommendation, decides: bool) -> tuple[str, str] | None:
    here, reference = request.partnership, row.record.reference
    if row.standing == Standing.AWAITING and decides:
        return ("Decide", addresses.page("decide-recommendation", here, reference))
    if row.standing in (Standing.ACCEPTED,) and request.viewer.may("action.add", here.pk):
        return ("Add an action", addresses.adding(here, row.record))
    if row.standing == Standing.DONE and request.viewer.may("assurance.judge", here.pk):
        return ("Ask for assurance", addresses.page("ask-assurance", here, reference))
    if row.standing == Standing.EMBEDDED and decides:
        return ("Close it", addresses.page("decide-recommendation", here, reference))
    return None


def _assurance_section(request: HttpRequest, row: Recommendation) -> list[Section]:
    here, viewer = request.partnership, request.viewer
    if not viewer.may("assurance.see", here.pk):
        return []
    add = ("Ask for assurance", addresses.page("ask-assurance", here, row.record.reference))
    may = viewer.may("assurance.judge", here.pk) and row.verdict in HOLDS
    return [
        Section(
            "assurance",
            "Assurance that it is embedded",
            "actions/recommendations/assurance.html",
            add if may else None,
        )
    ]


def _assurances(request: HttpRequest, row: Recommendation) -> list[tuple[Any, str, Any]]:
    here, viewer = request.partnership, request.viewer
    if not viewer.may("assurance.see", here.pk):
        return []
    return [
        (
            one,
            addresses.page("assurance", here, one.record.reference),
            marks.tag(asked.Asked(one.state).label, asked.TAGS[asked.Asked(one.state)]),
        )
        for one in asked.of_recommendation(viewer, here, row)
    ]


@open_to("recommendation.add")
def add(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Record a recommendation, from a record where `?source=` names one."""
    here = request.partnership
    source = source_asked(request, request.POST.get("source") or request.GET.get("source"))

    def act(said: dict[str, Any]) -> Any:
        said["source"] = source.record if source else None
        return verbs.add_recommendation(by=request.viewer.person, partnership=here, **said)

    return ask(
        request,
        RecommendationForm,
        act,
        title="Add a recommendation",
        button="Add recommendation",
        done="The recommendation is added.",
        back=lambda row: addresses.of_recommendation(here, row),
        initial={"made": request.viewer.day, "source": source.record.pk if source else ""},
        rows=owners(here, agency_of(source.record) if source else ())["owner"],
        lead=f"From {source.record.reference} {source.record.title}." if source else "",
        cancel=source.address if source else addresses.page("recommendations", here),
        trail=trail(here),
    )


@open_to("recommendation.change")
def change(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Change what is said of a recommendation."""
    here, day = request.partnership, request.viewer.day
    row = found(request, reference, "recommendation.change")

    def said() -> dict[str, Any]:
        now = found(request, reference, "recommendation.change")
        owner = queries.owner_of(now, day)
        return {
            "wording": now.wording,
            "origin": now.origin,
            "made": now.made,
            "owner": owner.agency if owner else None,
            "audience": queries.audience_now(now, day),
            "sectors": [one.sector for one in now.sectors.all()],
            "themes": [one.theme for one in now.themes.all()],
            "source": now.source_id or "",
            "revision": now.record.revision,
        }

    def act(data: dict[str, Any]) -> None:
        seen = data.pop("revision")
        data.pop("source", None)
        verbs.change_recommendation(by=request.viewer.person, recommendation=row, seen=seen, **data)

    return ask(
        request,
        ChangeRecommendationForm,
        act,
        title=f"Change {reference}",
        button="Save recommendation",
        done="The recommendation is changed.",
        back=addresses.of_recommendation(here, row),
        initial=said(),
        current=said,
        subject=reference,
        rows=owners(here, _chosen(row, day))["owner"],
        trail=trail(here, row),
    )


def _chosen(row: Any, day: Any) -> list[Any]:
    owner = queries.owner_of(row, day)
    audience = [getattr(one, "pk", one) for one in queries.audience_now(row, day)]
    return [owner.agency_id if owner else None, *audience]


@open_to("recommendation.decide")
def decide(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Accept a recommendation or not, close it, open it again."""
    here = request.partnership
    row = found(request, reference, "recommendation.decide")

    def said() -> dict[str, Any]:
        now = found(request, reference, "recommendation.decide")
        last = next(iter(queries.decisions_of(now)), None)
        return {
            "verdict": last.verdict if last else "",
            "revision": now.record.revision,
        }

    def act(data: dict[str, Any]) -> None:
        seen = data.pop("revision")
        verbs.decide(by=request.viewer.person, recommendation=row, seen=seen, **data)

    now = said()
    return ask(
        request,
        DecideForm,
        act,
        title=f"Decide about {reference}",
        button="Save decision",
        done="The decision is noted.",
        back=addresses.of_recommendation(here, row),
        initial={"day": request.viewer.day, "revision": now["revision"]},
        current=said,
        subject=reference,
        rows=_possible(now["verdict"]),
        lead=row.wording,
        trail=trail(here, row),
    )


def _possible(verdict: str) -> list[tuple[str, str]]:
    if verdict in (Verdict.CLOSED, Verdict.REFUSED):
        return [(Verdict.REOPENED.value, "Open it again")]
    choices = [
        (one.value, one.label) for one in (Verdict.ACCEPTED, Verdict.PARTLY, Verdict.REFUSED)
    ]
    return [*choices, (Verdict.CLOSED.value, "Close it")] if verdict in HOLDS else choices
