"""Measures, who returns them, what was returned, and what follows from it."""
