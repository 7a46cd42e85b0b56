"""Actions brought in from a spreadsheet."""
