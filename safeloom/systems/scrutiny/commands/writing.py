"""What the scrutineer alone does: evidence, judgements, the report, publishing it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import next_revision
from safeloom.foundation.records.models import Record
from safeloom.systems.scrutiny.commands.noting import noted, unpublished
from safeloom.systems.scrutiny.content import methods
from safeloom.systems.scrutiny.models import Evidence, Exercise, Judgement, Shown


@transaction.atomic
def add_evidence(
    *,
    by: Person | None,
    exercise: Exercise,
    method: str,
    what: str,
    shown: Mapping[UUID, tuple[int, str]],
    source: Record | None = None,
) -> Evidence:
    """Add a row of evidence. `shown` says by judgement (its key) how strong it is, 1 to 3, and what it
    showed. Raises ValidationError at `method`, `what`, `source`, or where it shows nothing."""
    unpublished(exercise)
    if method not in methods():
        raise ValidationError({"method": "Select how it was found out."})
    if not what.strip():
        raise ValidationError({"what": "Enter what was looked at."})
    if source is not None and (
        source.partnership_id != exercise.partnership_id or source.is_sealed
    ):
        raise ValidationError(
            {"source": "Enter the reference of a record here that is not sealed."}
        )
    there = {row.pk: row for row in exercise.judgements.all()}
    if not shown:
        raise ValidationError("Say for at least one success factor what it showed.")
    for key, (strength, words) in shown.items():
        if key not in there or strength not in Shown.Strength.values or not words.strip():
            raise ValidationError("Say of each success factor you rate what the evidence showed.")
    made = Evidence.objects.create(
        exercise=exercise, method=method, what=what.strip(), source=source
    )
    Shown.objects.bulk_create(
        Shown(evidence=made, judgement=there[key], strength=strength, words=words.strip())
        for key, (strength, words) in shown.items()
    )
    noted(by, exercise, "add_evidence", method=method)
    return made


@transaction.atomic
def remove_evidence(*, by: Person | None, evidence: Evidence) -> None:
    """Take a row of evidence out. Raises ValidationError where the exercise is published."""
    unpublished(evidence.exercise)
    if evidence.removed is None:
        evidence.removed = datetime.now(UTC)
        evidence.save(update_fields=["removed"])
        noted(by, evidence.exercise, "remove_evidence", method=evidence.method)


@transaction.atomic
def judge(*, by: Person | None, judgement: Judgement, rating: str, words: str) -> None:
    """Judge a success factor, or judge it anew. Raises ValidationError at `rating` or `words`, or where the
    exercise is published."""
    unpublished(judgement.exercise)
    if rating not in Judgement.Rating.values:
        raise ValidationError({"rating": "Select a judgement."})
    if not words.strip():
        raise ValidationError({"words": "Say what the judgement rests on."})
    judgement.rating, judgement.words = rating, words.strip()
    judgement.save(update_fields=["rating", "words"])
    noted(by, judgement.exercise, "judge", factor=judgement.factor.title, rating=rating)


@transaction.atomic
def write(
    *, by: Person | None, exercise: Exercise, seen: int | None, report: str, young: str = ""
) -> None:
    """Write the report, and the young scrutineers' part as they said it. Raises ValidationError where it is
    published, `Stale`."""
    unpublished(exercise)
    next_revision(exercise.record, seen)
    exercise.report, exercise.young = report.strip(), young.strip()
    exercise.save(update_fields=["report", "young"])
    noted(by, exercise, "write")


@transaction.atomic
def publish(*, by: Person | None, exercise: Exercise, at: datetime | None = None) -> None:
    """Publish the report to the partnership: from then on nothing of the exercise changes. Raises
    ValidationError where something is missing."""
    unpublished(exercise)
    exercise.refresh_from_db(fields=["report"])
    if not exercise.report:
        raise ValidationError("Write the report first.")
    if exercise.judgements.filter(rating="").exists():
        raise ValidationError("Judge each success factor you looked at first.")
    if not exercise.evidence.filter(removed__isnull=True).exists():
        raise ValidationError("Add the evidence it rests on first.")
    exercise.published, exercise.published_by = at or datetime.now(UTC), by
    exercise.save(update_fields=["published", "published_by"])
    noted(by, exercise, "publish")
