"""What people do with meetings."""
