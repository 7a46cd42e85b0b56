"""What all verbs of scrutiny share."""

from typing import Any

from django.core.exceptions import ValidationError

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn
from safeloom.systems.scrutiny.models import Exercise


def unpublished(exercise: Exercise) -> None:
    """Let nobody publish meanwhile. Raises ValidationError where the exercise is published: then it stays
    as it is."""
    in_turn(exercise.record)
    exercise.refresh_from_db(fields=["published"])
    if exercise.published:
        raise ValidationError("It is published and stays as it is. Begin a follow-up instead.")


def noted(by: Person | None, exercise: Exercise, verb: str, **after: Any) -> None:
    """The audit row of a verb; never any words of the report or the evidence."""
    audit.write(by=by, verb=f"scrutiny.{verb}", record=exercise.record, after=after)
