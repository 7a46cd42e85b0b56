"""Reading who is asked for what, and what came of it."""
