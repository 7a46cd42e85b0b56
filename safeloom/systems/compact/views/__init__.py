"""Pages of the compact and of induction packs."""
