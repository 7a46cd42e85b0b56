"""Everything the app stores."""

from .followed import FollowedSupply
from .measure import Measure
from .restatement import Restatement
from .returns import Return
from .supply import Supply
from .target import MeasureTarget

__all__ = [
    "FollowedSupply",
    "Measure",
    "MeasureTarget",
    "Restatement",
    "Return",
    "Supply",
]
