"""What is done in case audits."""
