"""The Section 11 audit."""
