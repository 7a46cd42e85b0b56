"""Attendance at meetings, in reports."""
