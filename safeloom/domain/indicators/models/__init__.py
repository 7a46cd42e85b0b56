"""Everything the app stores."""

from .measure import Measure
from .restatement import Restatement
from .returns import Return
from .supply import Supply
from .target import MeasureTarget

__all__ = ["Measure", "MeasureTarget", "Restatement", "Return", "Supply"]
