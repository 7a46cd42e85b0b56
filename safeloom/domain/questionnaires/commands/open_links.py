"""Making an address for each of many agencies at once, such as one a school."""

from collections.abc import Iterable
from secrets import choice

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.commands.campaigns import LETTERS
from safeloom.domain.questionnaires.models import Campaign, OpenLink
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn

_LABEL = 120


@transaction.atomic
def open_links_for(
    *, by: Person | None, campaign: Campaign, agencies: Iterable[Agency]
) -> list[OpenLink]:
    """An address for each of these agencies that has none yet, called by its name: for a school's pupils,
    say. One audit row. Raises ValidationError at `agencies`, or where the campaign has ended or its
    answers have names."""
    in_turn(campaign.record)
    campaign.refresh_from_db(fields=["ended"])
    if campaign.ended is not None:
        raise ValidationError("The campaign has ended.")
    if not campaign.anonymous:
        raise ValidationError("Its answers have names, so it is answered by invitation alone.")
    chosen = list(dict.fromkeys(agencies))
    if any(one.record.partnership_id != campaign.partnership_id for one in chosen):
        raise ValidationError({"agencies": "Select agencies of this partnership."})
    there = campaign.open_links.filter(stopped__isnull=True, agency__isnull=False)
    known = set(there.values_list("agency_id", flat=True))
    labels = set(campaign.open_links.values_list("label", flat=True))
    made = []
    for one in chosen:
        if one.pk in known:
            continue
        label = one.name[:_LABEL]
        if label in labels:  # two of one name, or one whose link was stopped
            label = f"{one.name[: _LABEL - 30]} ({one.record.reference}, link {len(labels) + 1})"
        labels.add(label)
        made.append(
            OpenLink(
                campaign=campaign,
                code="".join(choice(LETTERS) for _ in range(12)),
                label=label,
                agency=one,
            )
        )
    OpenLink.objects.bulk_create(made)
    if made:
        audit.write(
            by=by, verb="campaign.open_links", record=campaign.record, after={"links": len(made)}
        )
    return made
