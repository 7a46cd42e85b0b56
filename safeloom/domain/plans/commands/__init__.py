"""What can be done, a module a noun."""
