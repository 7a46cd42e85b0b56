"""What many a source of the search watches alike."""

from safeloom.kernel.registry import SearchWatch


def record_watch(path: str = "record_id") -> SearchWatch:
    """The watch of a record's reference, title and sensitivity, by the lookup that leads to the record."""
    return SearchWatch("foundation.Record", path, ("reference", "title", "sensitivity"))
