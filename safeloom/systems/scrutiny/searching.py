"""What the search finds of scrutiny."""

from collections.abc import Iterator

from django.db.models import QuerySet

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.foundation.search.definitions import Searchable
from safeloom.systems.scrutiny.addresses import at
from safeloom.systems.scrutiny.models import Exercise
from safeloom.systems.scrutiny.queries.exercises import exercises


def exercises_found(viewer: Viewer, partnership: Partnership) -> QuerySet[Exercise]:
    """Those the viewer may read: drafts for scrutineer and unit alone."""
    return exercises(viewer, partnership)


def tell_exercises(rows: QuerySet[Exercise]) -> Iterator[Searchable]:
    """By title, reference, question and report."""
    for row in rows.select_related("record"):
        yield Searchable(
            row=row.pk,
            partnership=row.partnership_id,
            title=row.record.title,
            place=row.record.reference,
            reference=row.record.reference,
            detail="",
            parts=(("Question", row.question), ("Report", row.report)),
            sealed=row.record.sensitivity == Record.Sensitivity.SEALED,
        )


def exercise_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """An exercise's page."""
    return at("exercise", partnership, place)
