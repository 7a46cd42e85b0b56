"""Taking away what was answered."""

from django.db import transaction

from safeloom.domain.questionnaires.models import Campaign
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person


@transaction.atomic
def take_away(*, by: Person | None, campaign: Campaign, ending: str) -> None:
    """Note that somebody took a campaign's answers away as a file that was made at once."""
    audit.write(by=by, verb="campaign.take-away", record=campaign.record, after={"ending": ending})
