"""Clocks of records: paused, run on, stopped, begun again by who may change the record."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from safeloom.foundation.access.pages import open_to
from safeloom.foundation.clocks import commands
from safeloom.foundation.clocks.models import Clock
from safeloom.foundation.clocks.queries import clock_of
from safeloom.foundation.files.queries import Where, record_for
from safeloom.foundation.sealed.models import Opening
from safeloom.foundation.sealed.reading import read
from safeloom.portal.clock_forms import PauseForm, RestartForm, ResumeForm, StopForm
from safeloom.web.acting import act_on
from safeloom.web.forms import Form
from safeloom.web.words import lower_first


def _found(request: HttpRequest, pk: UUID) -> tuple[Clock, Where]:
    clock = clock_of(pk)
    where = (
        record_for(request.viewer, request.partnership, clock.record_id, change=True)
        if clock
        else None
    )
    if clock is None or where is None:
        raise Http404
    read(request, where.record, Opening.How.CHANGE, "clock")
    return clock, where


def _ask(
    request: HttpRequest,
    pk: UUID,
    form: type[Form],
    verb: Any,
    *,
    title: str,
    done: str,
    **said: Any,
) -> HttpResponse:
    clock, where = _found(request, pk)

    def act(filled: Any) -> str:
        verb(by=request.viewer.person, clock=clock, **filled.said)
        return done

    return act_on(
        request,
        form,
        act,
        title=f"{title}: {lower_first(clock.title)}",
        back=f"{where.address}#clocks",
        trail=[(where.record.reference, where.address)],
        **said,
    )


@open_to("clock.keep")
def pause(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Let a clock stand still."""
    return _ask(
        request,
        pk,
        PauseForm,
        commands.pause_clock,
        title="Pause the clock",
        button="Pause clock",
        done="The clock is paused. Nothing is due until it runs on.",
    )


@open_to("clock.keep")
def resume(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Let a paused clock run on."""
    return _ask(
        request,
        pk,
        ResumeForm,
        commands.resume_clock,
        title="Let the clock run on",
        button="Let it run on",
        done="The clock runs on.",
    )


@open_to("clock.keep")
def stop(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Stop a clock that no longer matters."""
    return _ask(
        request,
        pk,
        StopForm,
        commands.stop_clock,
        title="Stop the clock",
        button="Stop clock",
        done="The clock is stopped.",
        warn=True,
        lead="It is not met, and nothing is due by it any more. It stays on the record with your reason.",
    )


@open_to("clock.keep")
def restart(request: HttpRequest, partnership_key: str, pk: UUID) -> HttpResponse:
    """Begin a clock again from another event."""
    return _ask(
        request,
        pk,
        RestartForm,
        commands.restart_clock,
        title="Begin the clock again",
        button="Begin again",
        done="The clock began again.",
        lead="For an event that was entered wrongly, or happened again. The rule stays the one it began "
        "under; what ran until now stays on the record.",
    )
