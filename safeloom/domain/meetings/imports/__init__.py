"""Files of meetings."""
