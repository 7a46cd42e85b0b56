"""Structure: who sits where in the partnership, as at any day."""
