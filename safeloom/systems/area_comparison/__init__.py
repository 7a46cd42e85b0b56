"""The area comparison: where each area opened, where it closed, and which way that went."""
