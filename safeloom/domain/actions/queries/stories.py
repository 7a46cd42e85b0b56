"""Actions as their rows tell them, for what is worked out for days that have passed."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from safeloom.domain.actions.as_it_stood import Story
from safeloom.domain.actions.models import Action, ActionDecision, ActionUpdate, DueMove
from safeloom.domain.actions.queries.concealing import SEALED
from safeloom.domain.actions.status import Told
from safeloom.foundation.identity.models import Partnership


def ordinary(partnership: Partnership) -> QuerySet[Action]:
    """The actions that everybody may read of: those from no sealed record."""
    return Action.objects.filter(partnership=partnership).exclude(SEALED)


def stories(actions: QuerySet[Action]) -> dict[UUID, Story]:
    """The stories of these actions by key. 4 queries."""
    keys = actions.order_by().values("pk")
    moves: dict[UUID, list[Any]] = defaultdict(list)
    rows = DueMove.objects.filter(action__in=keys).order_by("day", "at", "pk")
    for key, day, was in rows.values_list("action_id", "day", "was"):
        moves[key].append((day, was))
    told: dict[UUID, list[Any]] = defaultdict(list)
    updates = ActionUpdate.objects.filter(action__in=keys)
    for key, day, at, pk, said in updates.values_list("action_id", "day", "at", "pk", "said"):
        told[key].append((day, at, str(pk), Told(day, said=said)))
    decisions = ActionDecision.objects.filter(action__in=keys)
    for key, day, at, pk, verdict in decisions.values_list(
        "action_id", "day", "at", "pk", "verdict"
    ):
        told[key].append((day, at, str(pk), Told(day, verdict=verdict)))
    return {
        key: Story(
            opened,
            due,
            tuple(moves[key]),
            tuple(one for *_, one in sorted(told[key], key=lambda each: each[:3])),
        )
        for key, opened, due in actions.order_by().values_list("pk", "opened", "due")
    }
