"""Actions and what hangs on them."""

from safeloom.domain.actions.models.action import Action, TrackerRule
from safeloom.domain.actions.models.followed import FollowedOwnership
from safeloom.domain.actions.models.history import ActionDecision, ActionUpdate, DueMove
from safeloom.domain.actions.models.ownership import Ownership

__all__ = [
    "Action",
    "ActionDecision",
    "ActionUpdate",
    "DueMove",
    "FollowedOwnership",
    "Ownership",
    "TrackerRule",
]
