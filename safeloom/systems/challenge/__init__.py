"""Professional disagreements and their escalation, and what partners challenge one another on."""
