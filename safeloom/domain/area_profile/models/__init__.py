"""The nouns of the area profile."""

from .deprivation import Deprivation, DeprivationCorrection
from .population import Population, PopulationCorrection
from .schools import Schools, SchoolsCorrection
from .sourced import Correction, Sourced

__all__ = [
    "Correction",
    "Deprivation",
    "DeprivationCorrection",
    "Population",
    "PopulationCorrection",
    "Schools",
    "SchoolsCorrection",
    "Sourced",
]
