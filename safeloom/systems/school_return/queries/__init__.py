"""What the schools' return comes to."""
