"""How fast Safeloom is, against the least it could cost."""
