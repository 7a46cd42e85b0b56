"""Pages of questionnaires, campaigns and responses."""
