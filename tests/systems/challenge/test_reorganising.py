"""What is open passes to the agency that carries the work on; what has ended stays; undone exactly."""

from safeloom.domain.partnership.commands import reorganisations
from safeloom.domain.partnership.models import Agency, Reorganisation
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.today import today
from safeloom.systems.challenge.commands import moving
from safeloom.systems.challenge.queries.disagreements import disagreements
from safeloom.systems.challenge.queries.people import parties
from tests.factories import challenge, foundation


def test_open_ones_pass_on_and_come_back(vale) -> None:
    open_one = challenge.raised(vale.hospital, vale.council)
    ended = challenge.raised(vale.police, vale.council)
    moving.withdraw(by=None, disagreement=ended, reason="Raised by mistake")
    asked = challenge.asked(vale.council, vale.hospital)
    act = reorganisations.plan(by=None, partnership=vale.here, kind=Reorganisation.Kind.SPLIT)
    said = {"by": None, "act": act, "seen": None}
    reorganisations.set_agencies(agencies=[vale.council], **said)
    heirs = [
        reorganisations.NewHeir(name=name, kind=Agency.Kind.LOCAL_AUTHORITY)
        for name in ("North Vale Council", "South Vale Council")
    ]
    reorganisations.set_agency_heirs(heirs=heirs, **said)
    reorganisations.set_day(day=today(), **said)
    reorganisations.carry_out(**said)

    def between(found) -> list[str]:
        return [party.agency.name for party in parties(found.record)]

    assert between(open_one) == ["Vale Hospital", "North Vale Council"]
    assert between(asked) == ["North Vale Council", "Vale Hospital"]
    assert between(ended) == ["Vale Police", "Vale Council"]
    north = Agency.objects.get(principal__name="North Vale Council")
    lead = foundation.granted("agency-lead", vale.here, over=north.principal)
    seen = disagreements(Viewer(lead, today()), vale.here)
    assert [row.record.reference for row in seen] == ["CH-0001"]
    reorganisations.undo(by=None, act=act, seen=None)
    assert between(open_one) == ["Vale Hospital", "Vale Council"]
    assert all(party.end is None for party in parties(open_one.record))
