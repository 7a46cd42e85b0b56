"""Bringing people in to answer a response, and the links by which they do."""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.questionnaires.mails import invitation_of, link_mail
from safeloom.domain.questionnaires.models import (
    AskedSection,
    Campaign,
    CapacityRow,
    Contributor,
    Response,
    ResponseLink,
    SectionRow,
)
from safeloom.domain.questionnaires.queries.campaigns import last_day_of, record_of
from safeloom.domain.questionnaires.queries.facts import use_of
from safeloom.domain.questionnaires.queries.links import digest_of
from safeloom.domain.questionnaires.queries.people import leads_of, reachable, signing_in
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.notices.commands import new_mail, queue_mail, queue_mails
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.today import ENGLAND
from safeloom.kernel.registry import resolve

LASTS = timedelta(days=90)


@transaction.atomic
def invite(
    *,
    by: Person | None,
    response: Response,
    person: Person,
    capacity: CapacityRow | None = None,
    leads: bool = False,
    sections: Iterable[SectionRow] = (),
) -> Contributor:
    """Let somebody answer a response: all of it, or what is asked in a capacity; `sections` are those they
    are asked for, none for all. Whoever was removed comes back. No mail leaves by this alone: `send_link`
    or `send_invitation` tells them. Raises ValidationError at `person` or `capacity`."""
    _own(response)
    if capacity is not None and capacity.version_id != response.campaign.version_id:
        raise ValidationError({"capacity": "Select a capacity of this questionnaire."})
    if not reachable([person.pk]):
        raise ValidationError({"person": "Enter a work e-mail of this person first."})
    found = response.contributors.filter(person=person).first()
    if found is not None and found.removed is None:
        raise ValidationError({"person": "This person is invited already."})
    if found is None:
        found = Contributor(response=response, person=person)
    else:
        found.added = datetime.now(UTC)  # whatever role of theirs ended before has no say in it now
    found.capacity, found.leads, found.removed, found.added_by = capacity, leads, None, by
    found.save()
    found.asked_sections.all().delete()
    for section in sections:
        AskedSection.objects.create(contributor=found, section=section)
    _write(by, "response.invite", response, person_id=person.pk)
    return found


@transaction.atomic
def remove_contributor(*, by: Person | None, contributor: Contributor) -> Contributor:
    """Let somebody answer a response no longer; their links end, what they wrote stays."""
    if contributor.removed is None:
        now = datetime.now(UTC)
        contributor.links.filter(revoked__isnull=True).update(revoked=now)
        contributor.removed = now
        contributor.save(update_fields=["removed"])
        _write(by, "response.remove", contributor.response, person_id=contributor.person_id)
    return contributor


@transaction.atomic
def send_invitation(*, by: Person | None, contributor: Contributor) -> None:
    """Mail somebody how to answer: who leads the agency and signs in the address of the response, everybody
    else a link of their own. Raises ValidationError as `send_link`."""
    if (contributor.person_id, contributor.response_id) not in signing_in([contributor]):
        send_link(by=by, contributor=contributor)
        return
    _may_be_told(contributor)
    _queue(invitation_of(contributor), contributor, datetime.now(UTC).isoformat())
    _write(by, "response.send_link", contributor.response, person_id=contributor.person_id)


@transaction.atomic
def send_link(*, by: Person | None, contributor: Contributor) -> ResponseLink:
    """Mail a contributor a link by which they answer without an account. It opens the response for 90 days,
    or to the last day on which answers are taken where that is later, and ends the ones before it. Its
    secret stands in the mail alone; who calls gets it as `secret`. Raises ValidationError for who was
    removed, has no work e-mail, or answers by signing in."""
    _may_be_told(contributor)
    in_turn(record_of(contributor.response))
    contributor.links.filter(revoked__isnull=True).update(revoked=datetime.now(UTC))
    link = new_link(contributor)
    subject, text = link_mail(contributor, link.secret)
    _queue((subject, text), contributor, str(link.pk))
    _write(by, "response.send_link", contributor.response, person_id=contributor.person_id)
    return link


@transaction.atomic
def revoke_link(*, by: Person | None, link: ResponseLink) -> ResponseLink:
    """Let a link open nothing from now on."""
    if link.revoked is None:
        link.revoked = datetime.now(UTC)
        link.save(update_fields=["revoked"])
        contributor = link.contributor
        _write(by, "response.revoke_link", contributor.response, person_id=contributor.person_id)
    return link


def new_link(contributor: Contributor) -> ResponseLink:
    """A link beside those there are, within a command's transaction; its secret is its `secret` and
    nowhere else."""
    link = _unsaved_link(contributor)
    link.save(force_insert=True)
    return link


def new_links(contributors: Iterable[Contributor]) -> list[ResponseLink]:
    """As `new_link`, one for each of these, in one write."""
    return ResponseLink.objects.bulk_create([_unsaved_link(one) for one in contributors])


def _unsaved_link(contributor: Contributor) -> ResponseLink:
    secret = secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    link = ResponseLink(
        contributor=contributor,
        digest=digest_of(secret),
        made=now,
        expires=max(now + LASTS, end_of(contributor.response)),
    )
    link.secret = secret
    return link


def end_of(response: Response) -> datetime:
    """The end of the last day on which answers of a response are taken."""
    after = last_day_of(response) + timedelta(days=1)
    return datetime.combine(after, time(), ENGLAND)


def bring_leads(
    *, added_by: Person | None, campaign: Campaign, responses: Iterable[Response]
) -> None:
    """Let the leads of each response's agency answer it, and whom the use names beside them; those who can be
    told. Part of a command."""
    rows = [(one, one.agency_id) for one in responses if one.agency_id is not None]
    leads = leads_of(campaign.partnership, [agency for _, agency in rows])
    if named := use_of(campaign.use).answered_by:
        beside = resolve(named)(campaign.partnership, [agency for _, agency in rows])
        for agency, people in beside.items():
            leads[agency] = leads.get(agency, set()) | people
    can_be_told = reachable({person for people in leads.values() for person in people})
    Contributor.objects.bulk_create(
        (
            Contributor(response=row, person_id=person, leads=True, added_by=added_by)
            for row, agency in rows
            for person in sorted(leads.get(agency, set()) & can_be_told)
        ),
        ignore_conflicts=True,
    )


def queue_invitations(contributors: Iterable[Contributor]) -> int:
    """Invite all of these, each once however often it is asked; how many. Part of a command."""
    rows = list(contributors)
    pairs = signing_in(rows)
    links, mails = [], []
    for one in rows:
        if (one.person_id, one.response_id) in pairs:
            words = invitation_of(one)
        else:
            link = _unsaved_link(one)
            links.append(link)
            words = link_mail(one, link.secret)
        mails.append(new_mail(**_said(words, one, "first")))
    ResponseLink.objects.bulk_create(links)
    queue_mails(mails)
    return len(rows)


def _queue(words: tuple[str, str], contributor: Contributor, which: str) -> None:
    queue_mail(**_said(words, contributor, which))


def _said(words: tuple[str, str], contributor: Contributor, which: str) -> dict[str, Any]:
    subject, text = words
    person, campaign = contributor.person, contributor.response.campaign
    return {
        "key": f"response-invitation {contributor.pk} {which}",
        "kind": "response-invitation",
        "to": address_of(person),
        "subject": subject,
        "text": text,
        "partnership": campaign.partnership,
        "person": person,
        "send_after": datetime.combine(campaign.opens, time(8), ENGLAND),
    }


def address_of(person: Person) -> str:
    """Where mail to somebody goes: the address they sign in with, else that of their work."""
    account = getattr(person, "account", None)
    return account.email if account is not None and account.is_active else person.work_email


def _may_be_told(contributor: Contributor) -> None:
    if contributor.removed is not None:
        raise ValidationError("This person no longer answers this response: invite them again.")
    if contributor.response.campaign.sent is None:
        raise ValidationError("Send the campaign first: everybody is invited then.")
    if not address_of(contributor.person):
        raise ValidationError({"person": "Enter a work e-mail of this person first."})


def _own(response: Response) -> None:
    if response.campaign.ended is not None:
        raise ValidationError("The campaign has ended.")
    in_turn(record_of(response))


def _write(by: Person | None, verb: str, response: Response, **after: object) -> None:
    audit.write(by=by, verb=verb, record=response.record, after=after)
