"""The invented county and the published examples."""
