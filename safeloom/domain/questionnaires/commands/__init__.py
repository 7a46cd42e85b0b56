"""What is done with questionnaires, campaigns and responses."""
