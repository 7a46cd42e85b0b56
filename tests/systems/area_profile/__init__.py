"""The area profile in a report."""
