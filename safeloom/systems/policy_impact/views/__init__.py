"""Pages of policy impact."""
