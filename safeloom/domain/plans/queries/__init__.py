"""What is known, a module a noun."""
