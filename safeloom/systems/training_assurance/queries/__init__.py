"""What pages of training assurance read."""
