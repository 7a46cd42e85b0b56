"""The stages of a partnership: looking at them, the example turned on, changed, turned off."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from safeloom.foundation.access.definitions import ROLE
from safeloom.foundation.access.pages import open_to
from safeloom.systems.challenge.addresses import at
from safeloom.systems.challenge.commands import stages as verbs
from safeloom.systems.challenge.models import EscalationPolicy
from safeloom.systems.challenge.queries.stages import policies, policy_on, stages_of
from safeloom.systems.challenge.stage_forms import SinceForm, StagesForm, filled
from safeloom.systems.challenge.views.disagreements import trail
from safeloom.web.acting import act_on
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words, list_words


def _trail(here: Any) -> list[tuple[str, str]]:
    return [*trail(here), ("Stages", at("stages", here))]


@open_to("challenge.see")
def stages(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The stages in force, those to come and those before."""
    here, viewer = request.partnership, request.viewer
    now = policy_on(here, viewer.day)
    may = viewer.may("challenge.set", here.pk)
    others = [each for each in policies(here) if now is None or each.pk != now.pk]
    later = [each for each in others if each.since > viewer.day]
    step = None
    if may:
        if now is None and not later:
            step = ("Turn the example on", at("use-example", here))
        else:
            step = ("Change the stages", at("change-stages", here))
    facts = []
    if now is not None:
        facts = [
            ("In force from", date_words(now.since)),
            ("Immediate risk", f"At once to stage {now.bypass_to}"),
            ("Source", now.source),
            ("Checked against it", "Yes" if now.checked else "No"),
        ]
    page = RecordPage(
        title="Stages of escalation",
        status="In force" if now else "Off",
        status_kind="done" if now else "plain",
        facts=facts,
        next_step=step,
        sections=[
            Section("stages", "Stages", "challenge/stages.html"),
            Section("versions", "Before and to come", "challenge/versions.html"),
        ],
    )
    acts = []
    if may and now is None:
        acts = [("Write your own", at("change-stages", here))]
    elif may:
        acts = [("Turn them off", at("turn-off", here))]
    shown = _shown(now) if now else _example(viewer.day)
    return record_response(
        request,
        page,
        trail=trail(here),
        shown=shown,
        is_example=now is None,
        versions=[_version(each, viewer.day) for each in others],
        acts=acts,
    )


def _shown(policy: EscalationPolicy) -> list[dict[str, Any]]:
    return [
        {
            "title": str(stage),
            "between": stage.between,
            "long": stage.rule.long,
            "formal": stage.formal,
            "told": list_words([ROLE[each.role].title for each in stage.told.all()]) or "Nobody",
        }
        for stage in stages_of(policy)
    ]


def _example(day: Any) -> list[dict[str, Any]]:
    return [
        {
            "title": f"Stage {number}: {stage.title}",
            "between": stage.between,
            "long": f"{stage.length} {stage.unit}",
            "formal": stage.formal,
            "told": list_words([ROLE[role].title for role in stage.told]) or "Nobody",
        }
        for number, stage in enumerate(verbs.example(day).stages, start=1)
    ]


def _version(policy: EscalationPolicy, day: Any) -> str:
    when = f"From {date_words(policy.since)}"
    if not policy.runs:
        return f"{when}: off"
    stages = [f"{stage.title} ({stage.rule.long})" for stage in stages_of(policy)]
    return f"{when}: {list_words(stages)}"


@open_to("challenge.set")
def use_example(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Turn the example on, as it is."""
    here = request.partnership

    def act(form: SinceForm) -> str:
        to = verbs.example(form.cleaned_data["since"])
        verbs.set_stages(by=request.viewer.person, partnership=here, to=to)
        return "The stages hold. Change them where your procedure says otherwise."

    return act_on(
        request,
        SinceForm,
        act,
        title="Turn the example on",
        button="Turn it on",
        back=at("stages", here),
        initial={"since": request.viewer.day},
        lead="It has a common shape and was not checked against your procedure. Change it whenever you like.",
        trail=_trail(here),
    )


@open_to("challenge.set")
def change(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Change the stages from a day on."""
    here = request.partnership
    now = policies(here).filter(runs=True).first()

    def act(form: StagesForm) -> str:
        policy = verbs.set_stages(by=request.viewer.person, partnership=here, to=form.said)
        return f"The stages hold for what is raised from {date_words(policy.since)} on."

    return act_on(
        request,
        StagesForm,
        act,
        title="Change the stages",
        button="Save stages",
        back=at("stages", here),
        initial={"since": request.viewer.day, **filled(now)},
        template="challenge/change_stages.html",
        trail=_trail(here),
    )


@open_to("challenge.set")
def turn_off(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Turn the stages off from a day on."""
    here = request.partnership

    def act(form: SinceForm) -> str:
        since = form.cleaned_data["since"]
        verbs.turn_off(by=request.viewer.person, partnership=here, since=since)
        return f"Nothing new can be raised from {date_words(since)} on."

    return act_on(
        request,
        SinceForm,
        act,
        title="Turn the stages off",
        button="Turn them off",
        back=at("stages", here),
        initial={"since": request.viewer.day},
        warn=True,
        lead="Nothing new can be raised from that day on. What is open goes on by its own stages.",
        trail=_trail(here),
    )
