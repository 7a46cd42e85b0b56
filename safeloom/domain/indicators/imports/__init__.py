"""Returns out of files: read, looked through, accepted."""

from .preview import Preview, accept, preview_file, preview_table

__all__ = ["Preview", "accept", "preview_file", "preview_table"]
