"""The Section 11 audit: its round, screening, draw and visits, feedback, and where agencies comply."""
