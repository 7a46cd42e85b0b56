"""Who reviews whom."""

from datetime import UTC, date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.models import Campaign, Response
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import Stale, in_turn
from safeloom.foundation.today import today
from safeloom.kernel.draw import LARGEST, drawn, new_number
from safeloom.systems.training_assurance.models import PeerReview
from safeloom.systems.training_assurance.queries.peers import (
    review_of,
    reviewers_for,
    submitted,
)


@transaction.atomic
def assign_by_lot(
    *, by: Person | None, campaign: Campaign, due: date, number: int | None = None
) -> list[PeerReview]:
    """Let the agencies that submitted review each other, so that each reviews one and is reviewed by one:
    they stand in a ring in the order in which they are drawn, and each reviews the next. Without a `number`
    one is drawn by lot. Raises ValidationError at `number`, `due`, or alone: where fewer than two submitted,
    or a review is assigned already."""
    in_turn(campaign.record)
    if number is not None and not 1 <= number <= LARGEST:
        raise ValidationError({"number": f"Enter a number from 1 to {LARGEST:,}."})
    if PeerReview.objects.filter(response__campaign=campaign).exists():
        raise ValidationError("Reviews of this round are assigned already. Assign others by hand.")
    by_key = {one.record.reference: one for one in submitted(campaign)}
    if len(by_key) < 2:
        raise ValidationError("At least two agencies must have submitted.")
    _refuse_past(due)
    number = number or new_number()
    ring = drawn(by_key, len(by_key), number)
    made = [
        PeerReview(
            response=by_key[reviewed],
            agency=by_key[reviewer].agency,
            how=PeerReview.How.LOT,
            number=number,
            due=due,
            assigned=datetime.now(UTC),
            assigned_by=by,
        )
        for reviewer, reviewed in zip(ring, [*ring[1:], ring[0]], strict=True)
    ]
    PeerReview.objects.bulk_create(made)
    audit.write(
        by=by,
        verb="training-assurance.draw",
        record=campaign.record,
        after={"number": number, "ring": ring, "due": due.isoformat()},
    )
    return made


@transaction.atomic
def give_review(
    *, by: Person | None, response: Response, agency: Agency, due: date, seen: int | None = None
) -> PeerReview:
    """Give the review of a submitted response to an agency by hand, or to another one while it is not done:
    the draft of the one before is gone then. `seen` is the revision that was shown, 0 for none. Raises
    `Stale`; ValidationError at `agency`, `due`, or alone."""
    in_turn(response.campaign.record, response.record)
    if not submitted(response.campaign).filter(pk=response.pk).exists():
        raise ValidationError("It can be reviewed once it is submitted.")
    if agency.pk == response.agency_id:
        raise ValidationError({"agency": "Select another agency: none reviews itself."})
    if not reviewers_for(response).filter(pk=agency.pk).exists():
        raise ValidationError({"agency": "Select an agency that this round asks."})
    _refuse_past(due)
    there = review_of(response)
    if seen is not None and seen != (there.revision if there else 0):
        raise Stale
    if there is not None and there.done:
        raise ValidationError("The review is done, and stays as it is.")
    row = there or PeerReview(response=response, revision=0)
    if there is not None and there.agency_id != agency.pk:
        # What the other wrote is no draft of this one.
        there.grades.all().delete()
        row.words, row.saved, row.by = "", None, None
    row.agency, row.how, row.number, row.due = agency, PeerReview.How.HAND, None, due
    row.assigned, row.assigned_by = datetime.now(UTC), by
    row.revision += 1
    row.save()
    audit.write(
        by=by,
        verb="training-assurance.give",
        record=response.record,
        after={"reviewer": agency.name, "due": due.isoformat()},
    )
    return row


def _refuse_past(due: date) -> None:
    if due < today():
        raise ValidationError({"due": "Enter today or a later day."})
