"""Clocks of records: how long something may take, by which rule, when it is due."""
