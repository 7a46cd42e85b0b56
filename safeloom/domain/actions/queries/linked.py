"""Which records actions lead from and to."""

from safeloom.domain.actions.models import Action
from safeloom.foundation.records.models import Record


def pairs(record: Record) -> list[tuple[Record, Record]]:
    """The actions that come from a record, and what it comes from where it is an action itself: each as
    the source and the action. One query, two for an action."""
    rows = Action.objects.filter(source=record).select_related("record")
    found = [(record, action.record) for action in rows.order_by("ended", "-record__reference")]
    if record.kind == "action":
        own = Action.objects.filter(record=record, source__isnull=False).select_related("source")
        found += [(action.source, record) for action in own if action.source]
    return found
