"""What goes on by itself: runs that a steward confirmed and that were cut off."""

from safeloom.foundation.retention.commands import carry_on
from safeloom.foundation.retention.models import RetentionRun


def carry_on_confirmed() -> str:
    """Take a batch of each unfinished run further; a line for the log."""
    lines = []
    for run in RetentionRun.objects.filter(finished__isnull=True).select_related("partnership"):
        left = carry_on(by=None, run=run)
        lines.append(f"{run.partnership.key}: {left} people left of a confirmed run")
    return "; ".join(lines)
