"""The pages of training assurance."""
