"""Pages of areas, agencies, people and groups."""
