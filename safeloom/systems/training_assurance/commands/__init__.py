"""What can be done in a round of training assurance."""
