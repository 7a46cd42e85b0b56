"""Attendance in reports."""
