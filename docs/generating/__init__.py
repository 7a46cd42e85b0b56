"""The pages of docs/reference, each a function without arguments that returns its text."""
