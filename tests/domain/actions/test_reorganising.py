"""Open actions follow to what their agency becomes, closed ones stay; undone, all is as it was."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from safeloom.domain.actions.commands import verdicts
from safeloom.domain.actions.commands.owners import reassign
from safeloom.domain.actions.models import Ownership
from safeloom.domain.partnership.commands import reorganisations as commands
from safeloom.domain.partnership.commands.reorganising.running import preview
from safeloom.domain.partnership.models import Agency, Reorganisation
from safeloom.foundation.today import today
from tests.domain.actions.conftest import signed_in
from tests.domain.actions.said import text
from tests.factories import actions, partnership


def merged(vale, *agencies) -> Reorganisation:
    """Agencies become one today."""
    said = {"by": None, "seen": None}
    act = commands.plan(by=None, partnership=vale, kind=Reorganisation.Kind.MERGE)
    commands.set_agencies(act=act, agencies=agencies, **said)
    heirs = [commands.NewHeir(name="One Council", kind=Agency.Kind.LOCAL_AUTHORITY)]
    commands.set_agency_heirs(act=act, heirs=heirs, **said)
    act = commands.set_day(act=act, day=today(), **said)
    shown = preview(act, None)
    assert not shown.problems
    return commands.carry_out(by=None, act=act, seen=None, seal=shown.seal)


def rows() -> list[tuple]:
    return list(
        Ownership.objects.order_by("pk").values_list("pk", "agency", "post", "start", "end")
    )


def test_open_ones_follow_and_undoing_is_exact(vale, council, police) -> None:
    post = partnership.a_post(council, "Head")
    ours = actions.an_action(council, ago=30, post=post)
    closed = actions.an_action(council, ago=30)
    verdicts.close_action(by=None, action=closed, seen=None, words="Done")
    before = rows()
    act = merged(vale, council, police)
    heir = Agency.objects.get(principal__name="One Council")
    now = ours.ownerships.as_at(today()).get()
    assert now.agency == heir and now.post.agency == heir and now.post.title == "Head"
    assert ours.ownerships.as_at(today() - timedelta(days=1)).get().agency == council
    assert closed.ownerships.as_at(today()).get().agency == council
    lead = signed_in("agency-lead", vale, heir)
    listed = text(lead.get("/vale/actions/all/"))
    assert "AC-0001" in listed and "AC-0002" in listed
    commands.undo(by=None, act=act, seen=None)
    assert rows() == before


def test_what_was_given_since_stands_in_the_way(vale, council, police) -> None:
    ours = actions.an_action(council, ago=30)
    elsewhere = partnership.an_agency(vale)
    act = merged(vale, council, police)
    reassign(by=None, action=ours, seen=None, owner=elsewhere)
    with pytest.raises(ValidationError, match="AC-0001"):
        commands.undo(by=None, act=act, seen=None)
