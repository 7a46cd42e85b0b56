"""What is kept of people: how long, what stops its ending, and a copy of it for themselves."""
