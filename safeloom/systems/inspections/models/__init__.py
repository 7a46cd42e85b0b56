"""Inspections and what hangs on them."""

from .inspection import Inspection, InspectionPosition, Judgement

__all__ = ["Inspection", "InspectionPosition", "Judgement"]
