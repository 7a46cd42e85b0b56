"""The kinds of report the systems declare."""

from safeloom.kernel.registry import ReportKind, offered, resolve
from safeloom.reports.definitions import Edition, ReportDefinition
from safeloom.reports.models import Report


def definitions() -> list[ReportDefinition]:
    """Every kind of report, in the order its owners declare."""
    return [resolve(kind.definition)() for kind in offered(ReportKind)]


def definition(key: str) -> ReportDefinition:
    """The kind of report of that key. Raises KeyError."""
    return {found.key: found for found in definitions()}[key]


def edition_of(report: Report) -> Edition:
    """The guidance edition a report was begun under."""
    return definition(report.definition).edition(report.edition)
