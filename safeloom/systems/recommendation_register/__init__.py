"""Recommendations in reports: what was decided about each, what was done, what is embedded."""
