"""Charts as SVG with their sentence and their table: pure functions, no database."""

from safeloom.web.charts.grid import Square, grid
from safeloom.web.charts.model import NOT_SUPPLIED, Break, Chart, Format, Series, number
from safeloom.web.charts.over_time import lines, spark
from safeloom.web.charts.side_by_side import bars, stacked
from safeloom.web.charts.tree import PRINT, WIDE, Node, Shape, tree

__all__ = [
    "NOT_SUPPLIED",
    "PRINT",
    "WIDE",
    "Break",
    "Chart",
    "Format",
    "Node",
    "Series",
    "Shape",
    "Square",
    "bars",
    "grid",
    "lines",
    "number",
    "spark",
    "stacked",
    "tree",
]
