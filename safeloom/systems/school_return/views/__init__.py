"""The pages of the schools' return."""
