"""Files that can be brought in."""
