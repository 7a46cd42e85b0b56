"""Files of agencies, people and seats: what they hold and how it is written."""
