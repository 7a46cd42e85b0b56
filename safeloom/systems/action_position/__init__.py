"""Actions in reports: open and overdue at the period's ends, open over time, in time by agency."""
