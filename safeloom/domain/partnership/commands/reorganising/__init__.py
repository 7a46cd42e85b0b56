"""What passes to whom when agencies and areas become others: worked out by rules, looked at, done, undone."""
