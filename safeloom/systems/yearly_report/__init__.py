"""The yearly report of a safeguarding children partnership."""
