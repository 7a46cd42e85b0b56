"""Frameworks and exercises."""

from .evidence import Evidence, Shown
from .exercise import Exercise, Judgement, ScrutinyComment, TookPart
from .framework import Framework, SuccessFactor

__all__ = [
    "Evidence",
    "Exercise",
    "Framework",
    "Judgement",
    "ScrutinyComment",
    "Shown",
    "SuccessFactor",
    "TookPart",
]
