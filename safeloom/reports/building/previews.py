"""Seeing a written part before it is saved."""

from safeloom.foundation.access.rule import Viewer
from safeloom.reports.building.typed import referred_to
from safeloom.reports.document.markdown import to_html
from safeloom.reports.models import ReportSection
from safeloom.reports.referring import figures_for


def preview(section: ReportSection, text: str, viewer: Viewer) -> str:
    """The text as HTML that is safe to place in a page, with the figures the viewer may see."""
    return to_html(text, figures_for(section.report, referred_to(text), viewer))
