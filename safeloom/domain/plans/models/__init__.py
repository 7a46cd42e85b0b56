"""The nouns of plans and risks."""

from .followed import FollowedLineLead, FollowedRiskOwner
from .line import LineDue, LineLead, LineOutcome, LineUpdate, PlanLine
from .plan import Objective, Plan, Priority
from .responsible import Responsible, belongs_here
from .risk import Risk, RiskAcceptance, RiskClosing, RiskOwner
from .score import RATING, RiskReview, RiskScore
from .theme import RiskAppetite, RiskTheme

__all__ = [
    "RATING",
    "FollowedLineLead",
    "FollowedRiskOwner",
    "LineDue",
    "LineLead",
    "LineOutcome",
    "LineUpdate",
    "Objective",
    "Plan",
    "PlanLine",
    "Priority",
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
