"""The schools' safeguarding return."""
