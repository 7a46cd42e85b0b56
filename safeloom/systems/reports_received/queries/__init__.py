"""Reading what is expected and what came."""
