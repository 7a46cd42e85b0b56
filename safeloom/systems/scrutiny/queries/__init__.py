"""Reading scrutiny."""
