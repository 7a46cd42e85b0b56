"""Pages of measures and returns."""
