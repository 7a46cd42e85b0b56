"""The rows of the Section 11 audit."""

from .response import Covered, Equivalent, FeedbackLetter, Screening
from .visits import Drawable, DrawnKind, Visit, VisitDraw

__all__ = [
    "Covered",
    "Drawable",
    "DrawnKind",
    "Equivalent",
    "FeedbackLetter",
    "Screening",
    "Visit",
    "VisitDraw",
]
