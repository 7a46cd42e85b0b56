"""Checking what an owner calls done, closing, reopening."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from safeloom.domain.actions import addresses
from safeloom.domain.actions.commands import verdicts as verbs
from safeloom.domain.actions.definitions import Said, Verdict
from safeloom.domain.actions.forms import DecideForm, WordsForm
from safeloom.domain.actions.models import Action
from safeloom.domain.actions.queries import closing
from safeloom.domain.actions.queries.one import updates_of
from safeloom.domain.actions.views.asking import called, found, trail
from safeloom.foundation.access.pages import open_to
from safeloom.web.acting import act_on

VERBS = {
    Verdict.ACCEPTED: (verbs.accept_evidence, "The evidence is accepted."),
    Verdict.SENT_BACK: (verbs.send_back, "It is sent back to its owner."),
    Verdict.CLOSED: (verbs.close_action, "The action is closed."),
    Verdict.DROPPED: (verbs.drop_action, "The action is closed as no longer needed."),
}


@open_to("action.close")
def decide(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Accept what shows that an action is done, send it back, or close it."""
    here, viewer = request.partnership, request.viewer
    action = found(request, reference, "action.close")

    def act(form: DecideForm) -> str:
        _check(request, action)
        verb, done = VERBS[Verdict(form.cleaned_data["verdict"])]
        said = {"seen": form.cleaned_data["revision"], "words": form.cleaned_data["words"]}
        verb(by=viewer.person, action=action, **said)
        return done

    done = action.said == Said.DONE
    return act_on(
        request,
        DecideForm,
        act,
        title=f"{'Check' if done else 'Close'} {action.reference}",
        button="Save decision",
        back=addresses.of_action(here, action),
        initial={"revision": action.record.revision},
        rows=DONE if done else OPEN,
        template="actions/decide.html",
        updates=updates_of(action)[:3],
        action=action,
        trail=trail(here, action),
    )


DONE = (Verdict.ACCEPTED, Verdict.CLOSED, Verdict.SENT_BACK, Verdict.DROPPED)
OPEN = (Verdict.CLOSED, Verdict.DROPPED)


@open_to("action.close")
def reopen(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Open a closed action again."""
    here = request.partnership
    action = found(request, reference, "action.close")

    def act(form: WordsForm) -> str:
        _check(request, action)
        said = {"seen": form.cleaned_data["revision"], "words": form.cleaned_data["words"]}
        verbs.reopen_action(by=request.viewer.person, action=action, **said)
        return "The action is open again."

    return act_on(
        request,
        WordsForm,
        act,
        title=f"Reopen {called(action)}",
        button="Reopen action",
        back=addresses.of_action(here, action),
        initial={"revision": action.record.revision},
        trail=trail(here, action),
    )


def _check(request: HttpRequest, action: Action) -> None:
    if reason := closing.why_not(request.viewer, action):
        raise ValidationError(reason)
