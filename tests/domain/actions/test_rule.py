"""When an action is at risk: a partnership says so from a day on, and what was before stays."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from safeloom.domain.actions.commands.rule import set_rule
from safeloom.domain.actions.models import Action, TrackerRule
from safeloom.domain.actions.queries.states import state_on, watch_of
from safeloom.domain.actions.status import Watch
from safeloom.foundation.audit.models import AuditRow
from safeloom.foundation.today import today
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import day, text
from tests.factories import actions

PAGE = "/vale/actions/at-risk/"


def states(vale, on) -> list[str]:
    rows = Action.objects.annotate(state=state_on(on, watch_of(vale, on)))
    return list(rows.order_by("record__reference").values_list("state", flat=True))


def test_what_is_set_holds_from_its_day_on_and_not_before(vale, council) -> None:
    actions.an_action(council, due=today() + timedelta(days=20))
    later = today() + timedelta(days=2)
    assert states(vale, today()) == ["not-started"]
    set_rule(by=None, partnership=vale, start=later, soon=30, quiet=28)
    assert states(vale, today()) == ["not-started"]
    assert states(vale, later - timedelta(days=1)) == ["not-started"]
    assert states(vale, later) == ["at-risk"]
    set_rule(by=None, partnership=vale, start=later, soon=3, quiet=7)  # the same day: replaced
    assert TrackerRule.objects.count() == 1 and watch_of(vale, later) == Watch(3, 7)
    for wrong in ({"start": today() - timedelta(days=1)}, {"soon": 367}, {"quiet": -1}):
        said = {"start": later, "soon": 1, "quiet": 1} | wrong
        with pytest.raises(ValidationError):
            set_rule(by=None, partnership=vale, **said)
    # One without a first day, as it was kept before, holds until the first that has one.
    TrackerRule.objects.create(partnership=vale, soon=40, quiet=28)
    assert states(vale, today()) == ["at-risk"] and states(vale, later) == ["not-started"]


def test_the_unit_sets_it_on_the_page_that_the_tracker_leads_to(vale, manager) -> None:
    assert f'href="{PAGE}"' in manager.get("/vale/actions/").content.decode()
    page = text(manager.get(PAGE))
    assert "Today: due within 14 days, and no update in the last 28 days." in page
    said = {**day("start", today()), "soon": "10", "quiet": "1"}
    done = text(manager.post(PAGE, said, follow=True))
    assert "Today: due within 10 days, and no update in the last 1 day." in done
    assert AuditRow.objects.filter(verb="action.set-rule", by_id=manager.account.person_id).exists()
    before = {**day("start", today() - timedelta(days=1)), "soon": "10", "quiet": "1"}
    refused = manager.post(PAGE, before)
    assert refused.status_code == 422 and "Enter today or a later day." in text(refused)
    lead = signed_in("statutory-partner", vale)
    assert lead.get(PAGE).status_code == 404
    assert f'href="{PAGE}"' not in lead.get("/vale/actions/").content.decode()
