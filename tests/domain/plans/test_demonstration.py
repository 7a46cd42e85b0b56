"""The invented county's plan and register are alive on the day they are made for."""

from datetime import date
from types import SimpleNamespace

from safeloom.domain.plans import demonstration
from safeloom.domain.plans.demonstration_plan import PRIORITIES, PROGRAMME
from safeloom.domain.plans.demonstration_risks import RISKS
from safeloom.domain.plans.models import Plan
from safeloom.domain.plans.position import position
from safeloom.domain.plans.queries.lines import of_plan, standings
from safeloom.domain.plans.queries.risks import to_review, whole_register
from safeloom.kernel.rag import Rag
from tests.factories import partnership as made

TODAY = date(2026, 11, 25)


def test_the_plan_and_the_register_show_every_state(vale, time_machine):
    time_machine.move_to("2026-11-25 12:00", tick=False)
    tasks = [task for told in PRIORITIES for _, each in told.objectives for task in each]
    tasks += PROGRAMME
    groups = {task.lead for task in tasks if task.group} | {one.group for one in RISKS if one.group}
    agencies = {task.lead for task in tasks if not task.group}
    agencies |= {one.agency for one in RISKS if one.agency}
    county = SimpleNamespace(
        partnership=vale,
        today=TODAY,
        groups={key: made.a_group(vale, key) for key in sorted(groups | {"executive"})},
        agencies={key: made.an_agency(vale, key) for key in sorted(agencies)},
    )
    demonstration.make(county)
    plan, programme = Plan.objects.order_by("record__reference")
    assert len(tasks) - len(PROGRAMME) == 40 and programme.serves == plan
    found = position(standings(of_plan(plan), vale, TODAY), TODAY)
    assert all(found.counts.by[rating] for rating in Rag) and found.late > 3
    assert plan.lines.filter(came_from__isnull=False).exists()
    register = whole_register(vale, TODAY, date(2026, 5, 25))
    assert len(register) == 13
    assert {one.movement.value for one in register} >= {"up", "level", "down"}
    assert any(one.accepted for one in register) and any(one.expired for one in register)
    assert any(one.outside for one in register) and to_review(register)
