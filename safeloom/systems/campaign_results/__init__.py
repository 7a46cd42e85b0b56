"""Results of campaigns in reports."""
