"""What is done with what arrived."""
