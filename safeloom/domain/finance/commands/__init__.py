"""What can be done with the partnership's money."""
