"""Questionnaires: what is asked, of whom, what they answered, and what it comes to."""
