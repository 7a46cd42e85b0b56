"""Links to one action for an owner without an account."""

import secrets
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from safeloom.domain.actions.commands.opening import opened, still_open, write
from safeloom.domain.actions.commands.updates import update_action
from safeloom.domain.actions.models import Action, ActionLink, ActionRead, ActionUpdate
from safeloom.domain.actions.queries.links import digest_of, is_sealed, live, may_get
from safeloom.foundation.identity.models import Person
from safeloom.foundation.notices.commands import queue_mail
from safeloom.foundation.notices.links import site_address
from safeloom.kernel.dates import show_date
from safeloom.kernel.dates import today as day_of

LASTS = timedelta(days=14)


class LinkOver(Exception):
    """The link expired, was revoked, opens nothing any more, or never was."""


@transaction.atomic
def send_link(*, by: Person | None, action: Action, person: Person) -> ActionLink:
    """Mail a person who owns an action, and cannot sign in, a link with which they see and update it
    alone, for 14 days. An earlier link of theirs works no more. The mail says nothing of the action but its
    reference. Raises `ValidationError` at `person`, or alone: closed, or from a sealed record."""
    action = opened(action, None)
    still_open(action)
    if is_sealed(action):
        raise ValidationError("It comes from a sealed record, so it is opened by nobody by a link.")
    if not may_get(action).filter(pk=person.pk).exists():
        raise ValidationError(
            {"person": "Choose an owner who has a work e-mail and no account to sign in with."}
        )
    now = datetime.now(UTC)
    action.links.filter(person=person, revoked__isnull=True).update(revoked=now)
    secret = secrets.token_urlsafe(32)
    link = ActionLink.objects.create(
        action=action,
        person=person,
        digest=digest_of(secret),
        made=now,
        made_by=by,
        expires=now + LASTS,
    )
    queue_mail(
        key=f"action-link {link.pk}",
        kind="action-link",
        to=person.work_email,
        subject="An action waits for your update",
        text=_text(action, secret, link),
        partnership=action.partnership,
        person=person,
    )
    write(by=by, verb="action.send-link", action=action, person_id=person.pk)
    return link


@transaction.atomic
def revoke_link(*, by: Person | None, link: ActionLink) -> ActionLink:
    """Let a link open nothing from now on."""
    if link.revoked is None:
        link.revoked = datetime.now(UTC)
        link.save(update_fields=["revoked"])
        write(by=by, verb="action.revoke-link", action=link.action, person_id=link.person_id)
    return link


@transaction.atomic
def read_by_link(*, secret: str) -> ActionLink:
    """Open an action by a link: it is counted, and shown on the action's page. Raises `LinkOver`."""
    link = live(secret)
    if link is None:
        raise LinkOver
    ActionRead.objects.create(action=link.action, person=link.person, at=datetime.now(UTC))
    write(by=link.person, verb="action.read-by-link", action=link.action)
    return link


@transaction.atomic
def update_by_link(*, secret: str, text: str, said: str, evidence: str = "") -> ActionUpdate:
    """Say how an action goes by a link, as the person it is for. Raises `LinkOver`, `ValidationError`."""
    link = live(secret)
    if link is None:
        raise LinkOver
    return update_action(
        by=link.person, action=link.action, text=text, said=said, evidence=evidence
    )


def _text(action: Action, secret: str, link: ActionLink) -> str:
    address = site_address(reverse("actions:open-link", args=[secret]))
    return (
        f"{action.partnership.name} asks you how an action goes that you own: "
        f"{action.record.reference}.\n\n"
        f"See it, and say how it goes:\n{address}\n\n"
        f"The link is for you alone and works until {show_date(day_of(link.expires))}. "
        "You need no account.\n"
    )
