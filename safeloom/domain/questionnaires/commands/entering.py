"""Opening a response by a link."""

from datetime import UTC, datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from safeloom.domain.questionnaires.models import ResponseLink
from safeloom.domain.questionnaires.queries.links import live
from safeloom.foundation.audit import commands as audit


class LinkOver(Exception):
    """The link expired, was revoked, opens nothing any more, or never was."""


@transaction.atomic
def enter(*, secret: str) -> ResponseLink:
    """Open a response by a link: it is counted on the link, and audited. Raises `LinkOver`."""
    link = live(secret)
    if link is None:
        raise LinkOver
    now = datetime.now(UTC)
    ResponseLink.objects.filter(pk=link.pk).update(
        opened=F("opened") + 1, last_opened=now, first_opened=Coalesce("first_opened", now)
    )
    record = link.contributor.response.record
    audit.write(by=link.contributor.person, verb="response.open-by-link", record=record)
    return link
