"""Reading stages, disagreements and partner challenges."""
