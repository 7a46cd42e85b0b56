"""The partnership's compact, signed by its members, and what a new member reads."""
