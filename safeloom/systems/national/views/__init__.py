"""Pages of what arrived."""
