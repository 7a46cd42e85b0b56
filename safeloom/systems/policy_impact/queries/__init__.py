"""Reading presentations of policy impact."""
