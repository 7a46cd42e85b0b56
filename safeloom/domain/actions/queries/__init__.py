"""Reading actions."""
