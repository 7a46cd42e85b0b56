"""Reports on priority groups that the board expects from others, and what they assure it of."""
