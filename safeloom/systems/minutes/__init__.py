"""Minutes, drafted from what a meeting captured, approved and frozen; the pack of a meeting."""
