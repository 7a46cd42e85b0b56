"""Pages of case audits."""
