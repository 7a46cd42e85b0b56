"""Who owns risks and leads lines when agencies become others: passed to one of them, and given back."""

from datetime import date, timedelta

from safeloom.domain.partnership.commands import reorganisations
from safeloom.domain.partnership.models import Agency, Reorganisation
from safeloom.domain.plans.commands import year_end
from safeloom.domain.plans.models import LineLead, RiskOwner
from safeloom.domain.plans.queries.lines import of_plan, standings
from safeloom.domain.plans.queries.risks import whole_register
from safeloom.foundation.today import today
from tests.factories import partnership as made
from tests.factories import plans as make


def test_owners_and_leads_pass_on_with_their_post_and_come_back(vale, council):
    day = today()
    eve, first = day - timedelta(days=1), day - timedelta(days=60)
    post = made.a_post(council, "Head of Safeguarding")
    make.a_risk(vale, "Ours", post=post, opened=first)
    plan = make.a_plan(vale, start=None, end=None)
    make.a_line(plan, "Goes on", agency=council, added=first)
    closed = make.a_line(plan, "Closed", agency=council, added=first)
    ended = [year_end.Ended(line=closed, outcome="done")]
    year_end.close_year(by=None, plan=plan, seen=None, day=eve, ended=ended)

    act = reorganisations.plan(by=None, partnership=vale, kind=Reorganisation.Kind.SPLIT)
    said = {"by": None, "act": act, "seen": None}
    reorganisations.set_agencies(agencies=[council], **said)
    heirs = [
        reorganisations.NewHeir(name=name, kind=Agency.Kind.LOCAL_AUTHORITY)
        for name in ("North Vale", "South Vale")
    ]
    reorganisations.set_agency_heirs(heirs=heirs, **said)
    reorganisations.set_day(day=day, **said)
    reorganisations.carry_out(**said)

    def owner(on: date) -> str:
        (one,) = whole_register(vale, on)
        return one.owner.called

    def leads(on: date) -> list[str]:
        return sorted(one.lead for one in standings(of_plan(plan), vale, on))

    assert owner(eve) == "Head of Safeguarding, Vale Council"
    assert owner(day) == "Head of Safeguarding, North Vale"
    assert leads(eve) == ["Vale Council", "Vale Council"]
    assert leads(day) == ["North Vale", "Vale Council"]
    reorganisations.undo(by=None, act=act, seen=None)
    assert owner(day) == "Head of Safeguarding, Vale Council"
    assert RiskOwner.objects.get().end is None
    assert {row.end for row in LineLead.objects.all()} == {None}
