"""What may be done with stages, disagreements and partner challenges."""
