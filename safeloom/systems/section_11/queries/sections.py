"""The standards of a version."""

from safeloom.domain.questionnaires.models import Version


def choices(version: Version) -> list[tuple[str, str]]:
    """Its sections, as pairs of key and title. 1 query."""
    return list(version.sections.order_by("number").values_list("key", "title"))
