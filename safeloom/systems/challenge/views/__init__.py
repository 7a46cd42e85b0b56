"""Pages of challenge and escalation."""
