"""What is done with what was said."""
