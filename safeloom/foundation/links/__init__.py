"""Links between two records of any kinds."""
