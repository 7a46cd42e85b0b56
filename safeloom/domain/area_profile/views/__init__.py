"""Pages of the area profile."""
