"""What the scorecard offers."""

from safeloom.kernel.registry import Navigation

CONTRIBUTIONS = (Navigation("Performance", "scorecard:scorecard", "measure.see", order=60),)
