"""Noting what was said, answering it, publishing what came of it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.partnership.queries.agencies import agencies
from safeloom.domain.partnership.queries.schools import apart_from_schools
from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.systems.voice.addresses import at, of_activity, to_answer
from safeloom.systems.voice.commands import voice as verbs
from safeloom.systems.voice.commands.noting import subject_of
from safeloom.systems.voice.forms import (
    ActivityForm,
    AnswerForm,
    ChangeActivityForm,
    ChangePointForm,
    PointForm,
    said_of,
)
from safeloom.systems.voice.models import VoiceActivity, VoicePoint
from safeloom.systems.voice.models.voice import AGES
from safeloom.systems.voice.queries import voice as queries
from safeloom.systems.voice.views.activities import CHANGE, found, trail
from safeloom.systems.voice.views.following import quoted
from safeloom.web.acting import act_on
from safeloom.web.forms import Form, RevisionedForm


@open_to("voice.change")
def add(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """Note that people were listened to."""
    here, by = request.partnership, request.viewer.person
    rows = queries.channels(here)
    return ask(
        request,
        ActivityForm,
        lambda data: verbs.add(by=by, partnership=here, said=said_of(data)),
        title="Add an activity",
        button="Add activity",
        done="The activity is added. Note what was said.",
        back=lambda row: of_activity(here, row),
        rows=rows,
        initial={"day": request.viewer.day},
        lead="" if rows.exists() else "Add a group first: the one through which they were heard.",
        trail=trail(here),
        cancel=at("list", here),
    )


@open_to("voice.change")
def change(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Change what is said of an activity."""
    here = request.partnership
    row = found(request, reference, CHANGE)

    def said() -> dict[str, Any]:
        now = found(request, reference, CHANGE)
        names = ("day", "how", "led", "consent", "consent_how", *(name for name, _ in AGES))
        told = {name: getattr(now, name) for name in names}
        revision = now.record.revision
        return told | {"title": now.record.title, "channel": now.channel, "revision": revision}

    def act(data: dict[str, Any]) -> None:
        seen = data["revision"]
        verbs.change(by=request.viewer.person, activity=row, seen=seen, said=said_of(data))

    return ask(
        request,
        ChangeActivityForm,
        act,
        title=f"Change {row.record.title}",
        button="Save activity",
        done="The activity is changed.",
        back=of_activity(here, row),
        initial=said() | {"channel": row.channel_id},
        current=said,
        subject=reference,
        rows=queries.channels(here),
        trail=trail(here, row),
    )


@open_to("voice.change")
def say(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Note one thing that was said."""
    return _say(request, found(request, reference, CHANGE), None)


@open_to("voice.change")
def change_said(
    request: HttpRequest, partnership_key: str, reference: str, pk: UUID
) -> HttpResponse:
    """Change one thing that was said."""
    row = found(request, reference, CHANGE)
    return _say(request, row, get_object_or_404(row.points, pk=pk))


def _say(request: HttpRequest, row: VoiceActivity, point: VoicePoint | None) -> HttpResponse:
    here, viewer = request.partnership, request.viewer
    chosen = [str(point.agency_id)] if point and point.agency_id else []
    rows = agencies(viewer, here).as_at(viewer.day)

    def said() -> dict[str, Any]:
        now = get_object_or_404(row.points.select_related("agency__principal"), pk=point.pk)
        names = ("theme", "words", "many", "agency", "due", "revision")
        return {name: getattr(now, name) for name in names}

    def act(data: dict[str, Any]) -> VoicePoint:
        seen = data.pop("revision", None)
        return verbs.say(by=viewer.person, activity=row, point=point, seen=seen, **data)

    return ask(
        request,
        ChangePointForm if point else PointForm,
        act,
        title="Change what was said" if point else "Note what was said",
        button="Save what was said",
        done="It is noted.",
        back=f"{of_activity(here, row)}#heard",
        initial=said() | {"agency": point.agency_id} if point else {},
        current=said,
        subject=subject_of(point) if point else "",
        rows=apart_from_schools(rows, viewer.day, chosen),
        lead="What stands on the public page is taken off it until you publish it again."
        if point and point.published
        else "",
        trail=trail(here, row),
    )


@open_to("voice.answer")
def answer(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Answer what was said: an agency's lead what the agency is asked."""
    here, viewer = request.partnership, request.viewer
    point = get_object_or_404(queries.to_answer(viewer, here), pk=pk)
    sees = viewer.may(queries.SEE, here.pk)
    activity = point.activity

    def said() -> dict[str, Any]:
        now = get_object_or_404(queries.to_answer(viewer, here), pk=pk)
        names = ("answer", "changed", "revision")
        return {name: getattr(now, name) for name in names} | {"day": now.answered}

    def act(data: dict[str, Any]) -> VoicePoint:
        seen = data.pop("revision")
        return verbs.answer(by=viewer.person, point=point, seen=seen, **data)

    return ask(
        request,
        AnswerForm,
        act,
        title="Answer what was said",
        button="Save the answer",
        done="Thank you: the answer is kept.",
        back=of_activity(here, activity) if sees else to_answer(here, point),
        initial=said() | {"day": point.answered or viewer.day},
        current=said,
        subject=subject_of(point),
        lead=quoted(point),
        trail=trail(here, activity) if sees else [],
    )


@open_to("voice.change")
def publish(request: HttpRequest, partnership_key: str, reference: str, pk: UUID) -> HttpResponse:
    """Put what was said and done on the public page."""
    return _publish(request, reference, pk, shown=True)


@open_to("voice.change")
def withdraw(request: HttpRequest, partnership_key: str, reference: str, pk: UUID) -> HttpResponse:
    """Take what was said and done off the public page."""
    return _publish(request, reference, pk, shown=False)


def _publish(request: HttpRequest, reference: str, pk: UUID, *, shown: bool) -> HttpResponse:
    here = request.partnership
    row = found(request, reference, CHANGE)
    point = get_object_or_404(row.points.select_related("activity__record__partnership"), pk=pk)
    by = request.viewer.person

    def act(form: Form) -> str:
        verbs.publish(by=by, point=point, shown=shown, seen=form.cleaned_data.get("revision"))
        return "It stands on the public page." if shown else "It is on the public page no more."

    return act_on(
        request,
        RevisionedForm if shown else Form,
        act,
        initial={"revision": point.revision},
        title="Publish this?" if shown else "Take this off the public page?",
        button="Publish" if shown else "Take it off",
        back=f"{of_activity(here, row)}#heard",
        lead=f"You said: “{point.words}” We did: “{point.changed}”",
        warn=not shown,
        trail=trail(here, row),
    )
