"""Reading what arrived."""
