"""Questionnaires, campaigns, responses."""
