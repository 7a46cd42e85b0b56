"""What arrived, the comparison with local practice, and the answer."""

from .answer import AnswerStep, NationalAnswer
from .comparison import ComparisonRow, NationalStep
from .item import FollowedOwner, NationalItem, NationalOwner

__all__ = [
    "AnswerStep",
    "ComparisonRow",
    "FollowedOwner",
    "NationalAnswer",
    "NationalItem",
    "NationalOwner",
    "NationalStep",
]
