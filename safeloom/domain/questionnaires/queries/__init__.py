"""What is read of questionnaires, campaigns and responses."""
