"""What can be asked: the scorecard, a measure's history, the area comparison, what is outstanding,
and single figures by reference."""

from .comparison import Compared, Moved, area_comparison
from .disclosure import Disclosure, disclosure
from .figures import Figure, figure, figures, with_terms
from .history import History, Past, measure_history, restatements
from .lines import About, Reading
from .outstanding import Due, outstanding
from .scope import abouts
from .scorecard import Line, Scorecard, scorecard, themes

__all__ = [
    "About",
    "Compared",
    "Disclosure",
    "Due",
    "Figure",
    "History",
    "Line",
    "Moved",
    "Past",
    "Reading",
    "Scorecard",
    "abouts",
    "area_comparison",
    "disclosure",
    "figure",
    "figures",
    "measure_history",
    "outstanding",
    "restatements",
    "scorecard",
    "themes",
    "with_terms",
]
