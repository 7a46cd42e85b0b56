"""Minutes and packs."""
