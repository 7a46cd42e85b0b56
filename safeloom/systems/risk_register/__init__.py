"""The risk register in reports."""
