"""The steps of a disagreement: up, at once, settled, withdrawn."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from safeloom.foundation.access.pages import open_to
from safeloom.foundation.workflow.queries import state_after
from safeloom.systems.challenge.addresses import of_disagreement
from safeloom.systems.challenge.commands import moving as verbs
from safeloom.systems.challenge.forms import ReasonForm, SettleForm
from safeloom.systems.challenge.models import Disagreement
from safeloom.systems.challenge.queries import disagreements as queries
from safeloom.systems.challenge.queries.stages import stages_of
from safeloom.systems.challenge.views.disagreements import the_one, trail
from safeloom.systems.challenge.workflows import FIRST, number_of
from safeloom.web.acting import act_on
from safeloom.web.forms import Form


def _ask(
    request: HttpRequest,
    found: Disagreement,
    form: type[Form],
    verb: Callable[..., Any],
    done: str,
    moves: int,
    said: dict[str, Any] | None = None,
    **context: Any,
) -> HttpResponse:
    here = request.partnership

    def act(filled: Any) -> str:
        verb(by=request.viewer.person, disagreement=found, **filled.cleaned_data, **(said or {}))
        return done

    return act_on(
        request,
        form,
        act,
        back=of_disagreement(here, found),
        initial={"seen": moves},
        trail=trail(here, found),
        **context,
    )


def _stage_words(found: Disagreement, number: int) -> str:
    stages = stages_of(found.policy)
    if not 1 <= number <= len(stages):
        return "No stage follows the one it stands at."
    stage = stages[number - 1]
    told = "Who is to know gets a mail that says only that something waits."
    return f"Next is {stage}, {stage.rule.long}. {stage.between} {told}"


@open_to("challenge.move")
def move_up(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Move it to the next stage."""
    found = the_one(request, reference, "challenge.move")
    moves = queries.moves(found)
    number = (number_of(state_after(moves, FIRST)) or 0) + 1
    return _ask(
        request,
        found,
        ReasonForm,
        verbs.move_up,
        f"It is at stage {number} now.",
        len(moves),
        title=f"Move {reference} up",
        button="Move it up",
        lead=_stage_words(found, number),
    )


@open_to("challenge.move")
def at_once(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Move it at once to the stage for immediate risk."""
    found = the_one(request, reference, "challenge.move")
    number = found.policy.bypass_to
    return _ask(
        request,
        found,
        ReasonForm,
        verbs.go_at_once,
        f"It is at stage {number} now.",
        len(queries.moves(found)),
        title=f"{reference}: somebody may be at immediate risk",
        button=f"Move it to stage {number} now",
        lead="Keep the child safe first: this page protects nobody. " + _stage_words(found, number),
        warn=True,
    )


@open_to("challenge.move")
def agree(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """The two agencies settled it themselves."""
    return _settling(request, the_one(request, reference, "challenge.move"), parties=True)


@open_to("challenge.settle")
def settle(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Somebody who may decide settles it."""
    return _settling(request, the_one(request, reference, "challenge.settle"), parties=False)


def _settling(request: HttpRequest, found: Disagreement, *, parties: bool) -> HttpResponse:
    reference = found.record.reference
    return _ask(
        request,
        found,
        SettleForm,
        verbs.settle,
        f"{reference} is settled.",
        len(queries.moves(found)),
        said={"parties": parties},
        title=f"Say how {reference} was settled" if parties else f"Settle {reference}",
        button="Say that it is settled" if parties else "Settle it",
        lead="Both agencies and the business unit are told that something waits for them.",
    )


@open_to("challenge.move")
def withdraw(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Withdraw it."""
    found = the_one(request, reference, "challenge.move")
    return _ask(
        request,
        found,
        ReasonForm,
        verbs.withdraw,
        f"{reference} is withdrawn.",
        len(queries.moves(found)),
        title=f"Withdraw {reference}",
        button="Withdraw it",
        lead="For what was raised by mistake, or is no longer disagreed about. It stays on record.",
        warn=True,
    )
