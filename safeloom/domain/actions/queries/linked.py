"""Which records actions lead from and to."""

from safeloom.domain.actions.models import Action, Recommendation
from safeloom.foundation.records.models import Record


def parts(record: Record) -> list[tuple[Record, Record]]:
    """The actions that one was split into, and the one that was split: two queries for an action."""
    if record.kind != "action":
        return []
    rows = Action.objects.filter(part_of=record.pk).select_related("record")
    found = [(record, action.record) for action in rows.order_by("record__reference")]
    own = Action.objects.filter(record=record, part_of__isnull=False)
    own = own.select_related("part_of__record")
    return found + [(action.part_of.record, record) for action in own if action.part_of]


def pairs(record: Record) -> list[tuple[Record, Record]]:
    """The actions that come from a record, and what it comes from where it is an action itself: each as
    the source and the action. One query, two for an action."""
    rows = Action.objects.filter(source=record).select_related("record")
    found = [(record, action.record) for action in rows.order_by("ended", "-record__reference")]
    if record.kind == "action":
        own = Action.objects.filter(record=record, source__isnull=False).select_related("source")
        found += [(action.source, record) for action in own if action.source]
    return found


def recommended(record: Record) -> list[tuple[Record, Record]]:
    """The recommendations that come from a record, and what it comes from where it is one itself. One query,
    two for a recommendation."""
    rows = Recommendation.objects.filter(source=record).select_related("record")
    found = [(record, one.record) for one in rows.order_by("record__reference")]
    if record.kind == "recommendation":
        own = Recommendation.objects.filter(record=record, source__isnull=False)
        found += [(one.source, record) for one in own.select_related("source") if one.source]
    return found
