"""What is done in scrutiny."""
