"""Signing a response off in a capacity."""

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.questionnaires.commands.answering import opened
from safeloom.domain.questionnaires.commands.submitting import NotReady
from safeloom.domain.questionnaires.models import Response, SignOff
from safeloom.domain.questionnaires.queries.answering import contributor_of, may_sign
from safeloom.domain.questionnaires.queries.given import evaluation_of
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person

_MOST = SignOff._meta.get_field("name").max_length or 0


@transaction.atomic
def sign_off(*, by: Person | None, response: Response, capacity: str, name: str) -> SignOff:
    """Sign a response off in a capacity, by its key, under the name typed: as who was asked in it, or
    beside who leads. What is signed is whole; an answer that changes afterwards takes it away. Signing
    again under another name takes the first one's place. Raises `Closed`, `NotReady`; ValidationError at
    `name`, or for who was not asked."""
    questionnaire = opened(response, by, ())
    name = " ".join(name.split())
    if not name or len(name) > _MOST:
        raise ValidationError({"name": f"Enter your full name, {_MOST} characters at most."})
    row = response.campaign.version.capacities.filter(key=capacity, signs=True).first()
    if row is None or not may_sign(contributor_of(response, by), capacity):
        raise ValidationError("Somebody else was asked to sign this off.")
    evaluation = evaluation_of(response)
    if not evaluation.may_submit:
        raise NotReady(evaluation, [])
    signed, _ = SignOff.objects.update_or_create(
        response=response,
        capacity=row,
        defaults={"name": name, "person": by, "at": datetime.now(UTC)},
    )
    audit.write(
        by=by,
        verb="response.sign-off",
        record=response.record,
        after={"capacity": capacity, "of": questionnaire.title},
    )
    return signed
