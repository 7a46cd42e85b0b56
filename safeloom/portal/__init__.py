"""The way in and home: what a person meets first."""
