"""Pages of the Section 11 audit."""
