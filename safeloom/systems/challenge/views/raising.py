"""Raising a disagreement, and saying something in one."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from safeloom.foundation.access.pages import open_to
from safeloom.systems.challenge.addresses import at, of_disagreement
from safeloom.systems.challenge.commands import raising as verbs
from safeloom.systems.challenge.forms import RaiseForm, SayForm
from safeloom.systems.challenge.queries import disagreements as queries
from safeloom.systems.challenge.queries.people import parties
from safeloom.systems.challenge.queries.posts import own_post, posts_to_choose
from safeloom.systems.challenge.queries.stages import policy_on, stages_of
from safeloom.systems.challenge.views.disagreements import the_one, trail
from safeloom.web.acting import act_on

WHOLE = "whole"


@open_to("challenge.raise")
def raise_one(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Raise a disagreement."""
    here, viewer = request.partnership, request.viewer
    made: list[Any] = []
    policy = policy_on(here, viewer.day)
    lead = (
        "Your partnership has no stages yet, so nothing can be raised. The business unit sets them."
    )
    if policy is not None:
        first = stages_of(policy)[0]
        lead = (
            f"It begins at stage 1, {first.title.lower()}: {first.rule.long}. If a child may be at "
        )
        lead += "immediate risk, act first; then raise it and move it up at once."
    mine = queries.agencies_to_raise_for(viewer, here)
    post = own_post(viewer, here)

    def act(form: RaiseForm) -> str:
        made.append(verbs.raise_disagreement(by=viewer.person, partnership=here, what=form.said))
        return f"{made[0].record.reference} is raised. Who is to know has been told."

    initial: dict[str, Any] = {"post": post.pk if post else ""}
    if post is not None:
        initial["asks"] = post.agency_id
    elif len(keys := list(mine.values_list("pk", flat=True)[:2])) == 1:
        initial["asks"] = keys[0]
    return act_on(
        request,
        RaiseForm,
        act,
        title="Raise a disagreement",
        button="Raise disagreement",
        back=lambda: of_disagreement(here, made[0]),
        cancel=at("list", here),
        initial=initial,
        rows=(mine, queries.agencies_to_choose(here), posts_to_choose(viewer, here)),
        lead=lead,
        trail=trail(here),
    )


@open_to("challenge.say")
def say(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Say something in a disagreement."""
    here, viewer = request.partnership, request.viewer
    found = the_one(request, reference, "challenge.say")
    speaks = {str(one.pk): one for one in queries.speaks_for(viewer, found, parties(found.record))}
    choices = [(key, one.name) for key, one in speaks.items()]
    if viewer.may_everywhere("challenge.say", here.pk):
        choices.append((WHOLE, "For the partnership"))

    def act(form: SayForm) -> str:
        verbs.say(
            by=viewer.person,
            disagreement=found,
            words=form.cleaned_data["words"],
            agency=speaks.get(form.cleaned_data["agency"]),
        )
        return "What you said stands on the page."

    return act_on(
        request,
        SayForm,
        act,
        title="Say something",
        button="Say it",
        back=f"{of_disagreement(here, found)}#said",
        initial={"agency": choices[0][0] if len(choices) == 1 else ""},
        rows=choices,
        lead="It stays, with your name and the time, for everybody who sees the disagreement.",
        trail=trail(here, found),
    )
