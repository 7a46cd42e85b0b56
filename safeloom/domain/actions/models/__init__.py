"""Actions and what hangs on them."""

from safeloom.domain.actions.models.action import Action
from safeloom.domain.actions.models.assurance import (
    Assurance,
    AssuranceAnswer,
    AssuranceJudgement,
)
from safeloom.domain.actions.models.followed import FollowedOwnership
from safeloom.domain.actions.models.history import ActionDecision, ActionUpdate, DueMove
from safeloom.domain.actions.models.link import ActionLink, ActionRead
from safeloom.domain.actions.models.ownership import Ownership
from safeloom.domain.actions.models.recommendation import (
    FollowedAudience,
    FollowedRecommendationOwner,
    Recommendation,
    RecommendationAudience,
    RecommendationDecision,
    RecommendationOwner,
    RecommendationSector,
    RecommendationTheme,
)
from safeloom.domain.actions.models.rule import TrackerRule

__all__ = [
    "Action",
    "ActionDecision",
    "ActionLink",
    "ActionRead",
    "ActionUpdate",
    "Assurance",
    "AssuranceAnswer",
    "AssuranceJudgement",
    "DueMove",
    "FollowedAudience",
    "FollowedOwnership",
    "FollowedRecommendationOwner",
    "Ownership",
    "Recommendation",
    "RecommendationAudience",
    "RecommendationDecision",
    "RecommendationOwner",
    "RecommendationSector",
    "RecommendationTheme",
    "TrackerRule",
]
