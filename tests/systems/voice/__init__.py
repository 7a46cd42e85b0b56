"""The voice of children and families."""
