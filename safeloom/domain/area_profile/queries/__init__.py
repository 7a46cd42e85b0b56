"""What is asked of the area profile."""

from .populations import read_populations
from .rows import (
    KINDS,
    areas,
    corrections,
    deprivation,
    figure,
    figures,
    kept,
    last_change,
    one_area,
    populations,
    schools,
)

__all__ = [
    "KINDS",
    "areas",
    "corrections",
    "deprivation",
    "figure",
    "figures",
    "kept",
    "last_change",
    "one_area",
    "populations",
    "read_populations",
    "schools",
]
