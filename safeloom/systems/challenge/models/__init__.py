"""Stages, disagreements, partner challenges."""

from .disagreement import Disagreement, Statement
from .log import PartnerChallenge
from .party import FollowedParty, Party
from .policy import EscalationPolicy, Stage, StageTold

__all__ = [
    "Disagreement",
    "EscalationPolicy",
    "FollowedParty",
    "PartnerChallenge",
    "Party",
    "Stage",
    "StageTold",
    "Statement",
]
