"""The document tree and what it is rendered as: pure functions, no database."""
