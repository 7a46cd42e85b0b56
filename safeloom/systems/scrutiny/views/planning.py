"""The framework, planning an exercise and its follow-up, comments."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.systems.scrutiny import content
from safeloom.systems.scrutiny.addresses import at, of_exercise
from safeloom.systems.scrutiny.commands import planning as verbs
from safeloom.systems.scrutiny.forms import (
    ChangePlanForm,
    CommentForm,
    FrameworkForm,
    PlanForm,
    pairs,
    plan_of,
)
from safeloom.systems.scrutiny.models import Exercise, Framework
from safeloom.systems.scrutiny.queries import exercises as queries
from safeloom.systems.scrutiny.views.exercises import found, trail


@open_to("scrutiny.see")
def framework(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The success factors, the version in force and those before."""
    here, viewer = request.partnership, request.viewer
    may = viewer.may_everywhere("scrutiny.plan", here.pk)
    context = {
        "title": "Success factors",
        "versions": queries.frameworks(viewer, here),
        "actions": [("Set success factors", at("set-framework", here))] if may else [],
        "trail": trail(here),
    }
    return render(request, "scrutiny/framework.html", context)


@open_to("scrutiny.plan")
def set_framework(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Set the success factors from a day on, beginning with those of now or the ready ones."""
    here, viewer = request.partnership, request.viewer
    now = queries.framework_on(here, viewer.day)
    rows = [(one.title, one.words) for one in now.factors.all()] if now else content.ready()
    text = "\n".join(f"{title}: {words}" if words else title for title, words in rows)
    return ask(
        request,
        FrameworkForm,
        lambda data: verbs.set_framework(
            by=viewer.person,
            partnership=here,
            since=data["since"],
            source=data["source"],
            factors=pairs(data["factors"]),
        ),
        title="Set success factors",
        button="Save success factors",
        done="The success factors are set.",
        back=at("framework", here),
        lead="Exercises keep the version they began with.",
        initial={"since": viewer.day, "factors": text},
        trail=trail(here),
    )


@open_to("scrutiny.plan")
def begin(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Plan an exercise."""
    return _begin(request, None)


@open_to("scrutiny.plan")
def follow_up(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Plan the exercise that tests what an earlier one changed."""
    row = found(request, reference)
    if not row.published:
        raise Http404
    return _begin(request, row)


def _begin(request: HttpRequest, previous: Exercise | None) -> HttpResponse:
    here, viewer = request.partnership, request.viewer
    holds = queries.framework_on(here, viewer.day)
    initial = {"title": f"Follow-up: {previous.title}"[:200]} if previous else {}
    missing = "Set your success factors first: under Scrutiny, Success factors."
    return ask(
        request,
        PlanForm,
        lambda data: verbs.begin(
            by=viewer.person, partnership=here, plan=plan_of(data), previous=previous
        ),
        title=f"Test what {previous.title} changed" if previous else "Plan an exercise",
        button="Plan exercise",
        done="The exercise is planned.",
        back=lambda row: of_exercise(here, row),
        rows=_rows(request, holds),
        initial=initial,
        lead="" if holds else missing,
        trail=trail(here, previous),
        cancel=of_exercise(here, previous) if previous else at("list", here),
    )


def _rows(request: HttpRequest, holds: Framework | None) -> tuple[Any, Any]:
    return queries.factors_of(holds), queries.posts(request.viewer, request.partnership)


@open_to("scrutiny.plan")
def change(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Change what it asks, looks at and who takes part."""
    here = request.partnership
    row = found(request, reference, "scrutiny.plan")

    def said() -> dict[str, Any]:
        now = found(request, reference, "scrutiny.plan")
        return {
            "title": now.title,
            "question": now.question,
            "event": now.event,
            "factors": list(now.judgements.values_list("factor", flat=True)),
            "posts": list(now.took_part.values_list("post", flat=True)),
            "revision": now.record.revision,
        }

    return ask(
        request,
        ChangePlanForm,
        lambda data: verbs.change(
            by=request.viewer.person, exercise=row, seen=data["revision"], plan=plan_of(data)
        ),
        title=f"Change {row.title}",
        button="Save exercise",
        done="The exercise is changed.",
        back=of_exercise(here, row),
        initial=said(),
        current=said,
        subject=reference,
        rows=_rows(request, row.framework),
        trail=trail(here, row),
    )


@open_to("scrutiny.comment")
def comment(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Say something of a draft to the scrutineer."""
    row = found(request, reference, "scrutiny.comment")
    return ask(
        request,
        CommentForm,
        lambda data: verbs.comment(by=request.viewer.person, exercise=row, **data),
        title=f"Comment on {row.title}",
        button="Add comment",
        done="The comment is added.",
        back=f"{of_exercise(request.partnership, row)}#comments",
        trail=trail(request.partnership, row),
    )
