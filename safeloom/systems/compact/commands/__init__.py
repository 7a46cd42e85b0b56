"""What may be done with the compact and induction packs."""
