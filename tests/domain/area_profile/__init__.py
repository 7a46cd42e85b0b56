"""The area profile."""
