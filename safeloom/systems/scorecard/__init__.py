"""The scorecard: every measure of a partnership, quarter by quarter, against its target."""
