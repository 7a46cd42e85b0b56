"""Safeloom: the platform on which a safeguarding children partnership runs."""
