"""Circulating, approving and correcting minutes."""
