"""What every change of a report asks first, and what it does to signatures."""

from collections.abc import Sequence
from datetime import UTC, datetime

from safeloom.reports.models import Report, SignOff


class Frozen(Exception):
    """The version is signed off; a new version has to be opened to change it."""

    def __init__(self) -> None:
        super().__init__("This version is signed off. Open a new version to change it.")


class Refused(Exception):
    """It cannot be done; `reasons` are sentences that say what to do first."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(self.reasons))


def being_written(report: Report) -> Report:
    """The report as it stands now, locked until the transaction ends. Raises Frozen."""
    now = Report.objects.select_for_update().get(pk=report.pk)
    if now.is_frozen:
        raise Frozen
    return now


def void_sign_offs(report: Report, reason: str) -> None:
    """Make the signatures of the version being written void: what they were put to is no more."""
    SignOff.objects.filter(
        version__report=report, version__number=report.version, void_since__isnull=True
    ).update(void_since=datetime.now(UTC), void_reason=reason)
