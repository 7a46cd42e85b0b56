"""Seeing a written part before it is saved."""

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.today import today
from safeloom.reports.building.typed import referred_to
from safeloom.reports.document.markdown import to_html
from safeloom.reports.measured import rows_of
from safeloom.reports.models import ReportSection


def preview(section: ReportSection, text: str, viewer: Viewer) -> str:
    """The text as HTML that is safe to place in a page, with the figures the viewer may see."""
    partnership = section.report.record.partnership
    return to_html(text, rows_of(partnership, referred_to(text), day=today(), viewer=viewer))
