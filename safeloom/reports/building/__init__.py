"""Building a report from what is written, what is live and what is known."""

from safeloom.reports.building.assemble import build, signed_document
from safeloom.reports.building.built import Built, BuiltSection, TypedByHand, content_hash
from safeloom.reports.building.inspecting import inspect
from safeloom.reports.building.previews import preview
from safeloom.reports.building.typed import not_accepted

__all__ = [
    "Built",
    "BuiltSection",
    "TypedByHand",
    "build",
    "content_hash",
    "inspect",
    "not_accepted",
    "preview",
    "signed_document",
]
