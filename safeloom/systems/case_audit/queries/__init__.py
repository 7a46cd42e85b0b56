"""What is read of case audits."""
