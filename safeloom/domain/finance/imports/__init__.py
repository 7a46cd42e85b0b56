"""Budget and account sheets, brought in."""
