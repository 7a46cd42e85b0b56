"""Making and revoking links, and what one shows to whom it was sent."""

from base64 import b64decode, b64encode
from typing import Any
from uuid import UUID

from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from safeloom.domain.actions import addresses
from safeloom.domain.actions.commands import links as verbs
from safeloom.domain.actions.forms import LinkUpdateForm, SendLinkForm
from safeloom.domain.actions.models import ActionLink
from safeloom.domain.actions.queries import links as queries
from safeloom.domain.actions.telling import due_words
from safeloom.domain.actions.views.asking import called, found, trail
from safeloom.foundation.access.pages import open_to, open_to_anyone
from safeloom.foundation.encryption.box import CannotOpen, seal, unseal
from safeloom.web.acting import act_on, tell
from safeloom.web.forms import Form

HELD, SHOWN = "action-link", "action-link-shown"
BOUND_TO = "actions.link"


@open_to("action.change")
def send(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """Send an owner who has no account a link to this action alone."""
    here = request.partnership
    action = found(request, reference, "action.change")
    if queries.is_sealed(action):
        raise Http404

    def act(form: SendLinkForm) -> str:
        person = form.cleaned_data["person"]
        verbs.send_link(by=request.viewer.person, action=action, person=person)
        return f"A link is on its way to {person.name}."

    return act_on(
        request,
        SendLinkForm,
        act,
        title=f"Send a link to {called(action)}",
        button="Send link",
        back=addresses.of_action(here, action),
        rows=queries.may_get(action),
        lead="For an owner who has no account. It shows this action and nothing else, works for "
        "14 days, and can be revoked.",
        trail=trail(here, action),
    )


@open_to("action.change")
def revoke(request: HttpRequest, partnership_key: str, reference: str, pk: UUID) -> HttpResponse:
    """Let a link open nothing from now on."""
    here = request.partnership
    action = found(request, reference, "action.change")
    link = next((one for one in queries.links_of(action) if one.pk == pk), None)
    if link is None:
        raise Http404

    def act(form: Form) -> str:
        verbs.revoke_link(by=request.viewer.person, link=link)
        return "The link is revoked."

    return act_on(
        request,
        Form,
        act,
        title=f"Revoke the link of {link.person.name}",
        button="Revoke link",
        back=addresses.of_action(here, action),
        warn=True,
        trail=trail(here, action),
    )


@open_to_anyone
def open_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the secret out of the address at once, so that it stays in no history, log or referrer. It
    changes nothing: mail scanners and previews open links too."""
    request.session[HELD] = b64encode(seal(secret.encode(), BOUND_TO)).decode()
    request.session.pop(SHOWN, None)
    return HttpResponseRedirect(reverse("actions:by-link"))


@open_to_anyone
@sensitive_post_parameters()
def by_link(request: HttpRequest) -> HttpResponse:
    """The one action of a link that was opened in this browser: first whether to show it, which is
    counted; then the action, and how it goes."""
    if request.method == "POST" and (too_often := consume_or_429(request, action="action_link")):
        return too_often
    secret = _held(request)
    try:
        if request.method == "POST" and request.session.get(SHOWN):
            return _update(request, secret)
        if request.method == "POST":
            request.session[SHOWN] = str(verbs.read_by_link(secret=secret).pk)
            return HttpResponseRedirect(reverse("actions:by-link"))
        link = queries.live(secret)
        if link is None:
            raise verbs.LinkOver
    except verbs.LinkOver:
        return _over(request)
    if request.session.get(SHOWN) != str(link.pk):
        return render(request, "actions/link_before.html", {"title": "An action of yours"})
    return _page(request, link, LinkUpdateForm())


def _update(request: HttpRequest, secret: str) -> HttpResponse:
    form = LinkUpdateForm(request.POST)
    if form.is_valid():
        try:
            verbs.update_by_link(secret=secret, **form.cleaned_data)
        except ValidationError as refused:
            tell(form, refused)
        else:
            messages.success(request, "Thank you. Your update is saved.")
            return HttpResponseRedirect(reverse("actions:by-link"))
    link = queries.live(secret)
    if link is None:
        raise verbs.LinkOver
    return _page(request, link, form)


def _page(request: HttpRequest, link: ActionLink, form: Form) -> HttpResponse:
    action = link.action
    context: dict[str, Any] = {
        "title": "How does this action go?",
        "action": action,
        "due": due_words(action),
        "updates": queries.own_updates(link),
        "form": form,
        "button": "Save update",
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "actions/link.html", context, status=status)


def _over(request: HttpRequest) -> HttpResponse:
    return render(
        request, "actions/link_over.html", {"title": "This link does not work"}, status=410
    )


def _held(request: HttpRequest) -> str:
    """The secret of the link that was opened in this browser; empty where there is none."""
    try:
        return unseal(b64decode(request.session.get(HELD, "")), BOUND_TO).decode()
    except CannotOpen:
        return ""
