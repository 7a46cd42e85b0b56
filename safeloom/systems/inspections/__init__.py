"""Inspections, mock inspections and peer reviews of the agencies and of the partnership."""
