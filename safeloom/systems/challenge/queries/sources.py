"""The record that something came up at."""

from uuid import UUID

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.files.queries import Where, record_for
from safeloom.foundation.identity.models import Partnership


def source_of(viewer: Viewer, partnership: Partnership, typed: str) -> Where | None:
    """The record of a key as the viewer sees it; None where there is none for them."""
    try:
        key = UUID(typed)
    except ValueError:
        return None
    return record_for(viewer, partnership, key)
