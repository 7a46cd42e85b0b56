"""Pages of reports that are expected and that came."""
