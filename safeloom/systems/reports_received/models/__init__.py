"""Reports that are expected, and those that came."""

from .expected import ExpectedFrom, ExpectedReport, FollowedExpectedFrom, NotNeeded
from .received import AssuranceGiven, ReceivedReport

__all__ = [
    "AssuranceGiven",
    "ExpectedFrom",
    "ExpectedReport",
    "FollowedExpectedFrom",
    "NotNeeded",
    "ReceivedReport",
]
