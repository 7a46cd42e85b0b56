"""Who has to do with a disagreement."""

from django.db.models import QuerySet

from safeloom.domain.partnership.models import Agency
from safeloom.foundation.access.people import holders
from safeloom.foundation.dated import holding
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today
from safeloom.systems.challenge.models import Disagreement, Party, Stage

UNIT = ("business-manager", "coordinator")
LEAD = "agency-lead"


def parties(record: Record) -> list[Party]:
    """Between whom something is today: who asks, then who answers."""
    rows = Party.objects.as_at(today()).filter(record=record)
    found = rows.select_related("agency__principal", "agency__record__partnership")
    return sorted(found, key=lambda party: party.side, reverse=True)


def agencies_of(record: Record) -> QuerySet[Agency]:
    """The agencies it is between today."""
    return Agency.objects.filter(
        holding(today(), "challenge_parties__"), challenge_parties__record=record
    ).select_related("principal", "record__partnership")


def told_at(disagreement: Disagreement, stage: Stage) -> QuerySet[Person]:
    """Who is told when it comes to a stage."""
    roles = [each.role for each in stage.told.all()]
    return holders(disagreement.partnership, roles, _keys(disagreement))


def parties_and_unit(disagreement: Disagreement) -> QuerySet[Person]:
    """Leads of both sides, and the unit: who is told how it ended."""
    return holders(disagreement.partnership, (*UNIT, LEAD), _keys(disagreement))


def _keys(disagreement: Disagreement) -> list:
    return [party.agency_id for party in parties(disagreement.record)]
