"""Section 11 rounds of the invented county."""
