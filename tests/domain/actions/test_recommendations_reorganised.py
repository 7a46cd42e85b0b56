"""Recommendations when their agencies become others: owned by one of them, made to each, and undone."""

from datetime import timedelta

from safeloom.domain.actions.models import RecommendationAudience, RecommendationOwner
from safeloom.domain.partnership.commands import reorganisations
from safeloom.domain.partnership.models import Agency, Reorganisation
from safeloom.foundation.today import today
from tests.factories import recommendations


def test_they_pass_on_and_come_back(vale, council, police) -> None:
    row = recommendations.a_recommendation(vale, owner=council, audience=[council, police])
    for model in (RecommendationOwner, RecommendationAudience):
        model.objects.update(start=today() - timedelta(days=30))
    act = reorganisations.plan(by=None, partnership=vale, kind=Reorganisation.Kind.SPLIT)
    said = {"by": None, "act": act, "seen": None}
    reorganisations.set_agencies(agencies=[council], **said)
    heirs = [
        reorganisations.NewHeir(name=name, kind=Agency.Kind.LOCAL_AUTHORITY)
        for name in ("North Vale", "South Vale")
    ]
    reorganisations.set_agency_heirs(heirs=heirs, **said)
    reorganisations.set_day(day=today(), **said)
    reorganisations.carry_out(**said)
    owners = [one.agency.name for one in row.owners.all().as_at(today())]
    audience = sorted(one.agency.name for one in row.audience.all().as_at(today()))
    assert owners == ["North Vale"]
    assert audience == ["North Vale", "South Vale", "Vale Constabulary"]
    reorganisations.undo(by=None, act=act, seen=None)
    assert [one.agency for one in row.owners.all()] == [council]
    assert row.owners.get().end is None and row.audience.count() == 2
