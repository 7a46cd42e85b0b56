"""Pages of the voice of children and families."""
