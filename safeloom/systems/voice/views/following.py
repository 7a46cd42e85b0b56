"""What followed from what was said: what it led to, and that those who said it were told."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.partnership.views.asking import ask
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.files.queries import record_for
from safeloom.foundation.links.queries import named
from safeloom.systems.voice.addresses import of_activity
from safeloom.systems.voice.commands import following as verbs
from safeloom.systems.voice.commands.noting import subject_of
from safeloom.systems.voice.content import words_of
from safeloom.systems.voice.forms import FeedbackForm, LedForm
from safeloom.systems.voice.models import VoiceActivity, VoiceLed, VoicePoint
from safeloom.systems.voice.queries import voice as queries
from safeloom.systems.voice.views.activities import CHANGE, found, trail
from safeloom.web.acting import act_on
from safeloom.web.forms import Form

NOT_FOUND = "No record that you may see has this reference. Enter one such as AC-0012."


@open_to("voice.change")
def lead_to(request: HttpRequest, partnership_key: str, reference: str, pk: UUID) -> HttpResponse:
    """Note which record followed from what was said."""
    here, viewer = request.partnership, request.viewer
    row, point = _point(request, reference, pk)

    def act(data: dict[str, Any]) -> VoiceLed:
        wanted = named(here, data["record"])
        followed = record_for(viewer, here, wanted.pk) if wanted else None
        if followed is None:
            raise ValidationError({"record": NOT_FOUND})
        return verbs.lead_to(by=viewer.person, point=point, record=followed.record)

    return ask(
        request,
        LedForm,
        act,
        title="What did it lead to?",
        button="Save what it led to",
        done="It is noted what it led to.",
        back=f"{of_activity(here, row)}#heard",
        lead=quoted(point),
        trail=trail(here, row),
    )


@open_to("voice.change")
def unlead(request: HttpRequest, partnership_key: str, reference: str, pk: UUID) -> HttpResponse:
    """Take it away that a record followed."""
    here, by = request.partnership, request.viewer.person
    row = found(request, reference, CHANGE)
    led = get_object_or_404(queries.led_from(row), pk=pk)

    def act(form: Form) -> str:
        verbs.unlead(by=by, led=led)
        return f"{led.record.reference} is taken away."

    return act_on(
        request,
        Form,
        act,
        title=f"Did it not lead to {led.record.reference}?",
        button=f"Take away {led.record.reference}",
        back=f"{of_activity(here, row)}#heard",
        lead=f"{quoted(led.point)} {led.record.reference} itself stays as it is.",
        warn=True,
        trail=trail(here, row),
    )


@open_to("voice.change")
def feed_back(request: HttpRequest, partnership_key: str, reference: str, pk: UUID) -> HttpResponse:
    """Note that those who said it were told what came of it."""
    here, viewer = request.partnership, request.viewer
    row, point = _point(request, reference, pk)

    def said() -> dict[str, Any]:
        now = get_object_or_404(row.points, pk=pk)
        return {"day": now.fed_back, "how": now.fed_back_how, "revision": now.revision}

    return ask(
        request,
        FeedbackForm,
        lambda data: verbs.feed_back(
            by=viewer.person, point=point, seen=data.pop("revision"), **data
        ),
        title="Were they told what came of it?",
        button="Save feedback",
        done="It is noted that they were told.",
        back=f"{of_activity(here, row)}#heard",
        initial=said() | {"day": point.fed_back or viewer.day},
        current=said,
        subject=subject_of(point),
        lead=quoted(point),
        trail=trail(here, row),
    )


def quoted(point: VoicePoint) -> str:
    """One thing that was said, with its theme."""
    return f"{words_of('themes', point.theme)}: “{point.words}”"


def _point(request: HttpRequest, reference: str, pk: UUID) -> tuple[VoiceActivity, VoicePoint]:
    row = found(request, reference, CHANGE)
    points = row.points.select_related("activity__record__partnership")
    return row, get_object_or_404(points, pk=pk)
