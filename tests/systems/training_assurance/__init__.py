"""Training assurance."""
