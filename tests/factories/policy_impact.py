"""Presentations of policy impact for tests."""

from datetime import date

from safeloom.domain.partnership.models import Agency
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today
from safeloom.systems.policy_impact.commands import impacts as verbs
from safeloom.systems.policy_impact.models import ImpactEvidence, PolicyImpact
from tests.factories import Place, sample


def a_turn(agency: Agency, due: date | None = None) -> PolicyImpact:
    """An agency is to present."""
    (row,) = verbs.set_rota(
        by=None,
        partnership=agency.record.partnership,
        agencies=[agency],
        first=due or today(),
    )
    return row


def said(agency: Agency, policy: str = "Whom to ring", due: date | None = None) -> PolicyImpact:
    """An agency has said what it changed."""
    row = a_turn(agency, due)
    what = verbs.Said(policy=policy, difference="They are heard sooner.")
    verbs.say(by=None, impact=row, seen=None, said=what)
    return row


def presented(agency: Agency, day: date | None = None, level: str = "", **more) -> PolicyImpact:
    """One that was presented, and answered where a level is given."""
    row = said(agency, **more)
    verbs.present(by=None, impact=row, presented=day or today())
    if level:
        verbs.assure(by=None, impact=row, level=level, words="So far.")
    return row


def evidence(row: PolicyImpact, source: Record | None = None) -> ImpactEvidence:
    """What shows it."""
    said = {"what": "Figures", "shows": "More of them."}
    return verbs.add_evidence(by=None, impact=row, source=source, **said)


@sample("policy-impact:impact", "policy-impact:say", "policy-impact:add-evidence", by=("agency",))
def _turn(place: Place) -> dict[str, object]:
    return {"reference": a_turn(place.agency).record.reference}


@sample("policy-impact:move", "policy-impact:present", by=())
def _of_the_unit(place: Place) -> dict[str, object]:
    return {"reference": said(place.agency).record.reference}


@sample("policy-impact:assure", by=())
def _presented(place: Place) -> dict[str, object]:
    return {"reference": presented(place.agency).record.reference}


@sample("policy-impact:remove-evidence", by=("agency",))
def _shown(place: Place) -> dict[str, object]:
    row = said(place.agency)
    return {"reference": row.record.reference, "pk": evidence(row).pk}
