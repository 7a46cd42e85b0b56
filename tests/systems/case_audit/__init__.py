"""Case audits."""
