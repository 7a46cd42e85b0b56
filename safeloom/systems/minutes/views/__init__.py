"""The pages of minutes and packs."""
