"""The tables of reports."""

from safeloom.reports.models.block import BlockSubject, SectionBlock
from safeloom.reports.models.frozen import FrozenFigure, FrozenReport, FrozenSection
from safeloom.reports.models.report import Report, ReportVersion
from safeloom.reports.models.section import AcceptedNumber, ReportSection
from safeloom.reports.models.sign_off import SignOff

__all__ = [
    "AcceptedNumber",
    "BlockSubject",
    "FrozenFigure",
    "FrozenReport",
    "FrozenSection",
    "Report",
    "ReportSection",
    "ReportVersion",
    "SectionBlock",
    "SignOff",
]
