"""The nouns of plans and risks."""

from .followed import FollowedRiskOwner
from .responsible import Responsible, belongs_here
from .risk import Risk, RiskAcceptance, RiskClosing, RiskOwner
from .score import RATING, RiskReview, RiskScore
from .theme import RiskAppetite, RiskTheme

__all__ = [
    "RATING",
    "FollowedRiskOwner",
    "Responsible",
    "Risk",
    "RiskAcceptance",
    "RiskAppetite",
    "RiskClosing",
    "RiskOwner",
    "RiskReview",
    "RiskScore",
    "RiskTheme",
    "belongs_here",
]
