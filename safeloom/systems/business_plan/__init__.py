"""The position of plans in reports."""
