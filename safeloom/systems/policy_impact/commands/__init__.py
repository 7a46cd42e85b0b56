"""What is done with presentations of policy impact."""
