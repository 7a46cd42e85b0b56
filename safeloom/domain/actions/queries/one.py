"""One action, with all that was said of it."""

from safeloom.domain.actions.models import Action, ActionDecision, ActionUpdate, DueMove, Ownership


def updates_of(action: Action) -> list[ActionUpdate]:
    """What was said of it, the latest first."""
    return list(action.updates.select_related("by__principal"))


def decisions_of(action: Action) -> list[ActionDecision]:
    """What was decided, the latest first."""
    return list(action.decisions.select_related("by__principal"))


def moves_of(action: Action) -> list[DueMove]:
    """How its due date moved, the latest first."""
    return list(action.due_moves.select_related("by__principal"))


def owners_of(action: Action) -> list[Ownership]:
    """Who owned it, the latest first."""
    rows = action.ownerships.select_related(
        "agency__principal",
        "agency__record",
        "post__principal",
        "person__principal",
        "by__principal",
    )
    return list(rows.order_by("-start", "-pk"))
