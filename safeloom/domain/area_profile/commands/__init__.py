"""What can be done."""

from .figures import (
    NewDeprivation,
    NewPopulation,
    NewSchools,
    add_deprivation,
    add_population,
    add_populations,
    add_schools,
    correct,
)

__all__ = [
    "NewDeprivation",
    "NewPopulation",
    "NewSchools",
    "add_deprivation",
    "add_population",
    "add_populations",
    "add_schools",
    "correct",
]
