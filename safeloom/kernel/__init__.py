"""Plain Python that every part of Safeloom stands on; it knows nothing of Django."""
