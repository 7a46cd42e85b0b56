"""Publishing a version: from then on nothing of it changes, and the database itself refuses to."""

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.questionnaires.checking import problems_of
from safeloom.domain.questionnaires.commands.authoring import named, take
from safeloom.domain.questionnaires.models import Version
from safeloom.domain.questionnaires.queries.loading import questionnaire_of
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person


@transaction.atomic
def publish(
    *, by: Person | None, version: Version, seen: int | None = None, at: datetime | None = None
) -> Version:
    """Publish a draft, now or, where it is told afterwards, `at` an instant. Raises ValidationError with
    every problem that keeps it from that, and `Stale`."""
    take(version, seen)
    said = questionnaire_of(version)
    if wrong := problems_of(said):
        raise ValidationError([one.words for one in wrong])
    version.published, version.published_by = at or datetime.now(UTC), by
    version.save(update_fields=["published", "published_by"])
    record = version.questionnaire.record
    audit.write(
        by=by,
        verb="questionnaire.publish",
        subject=named(version),
        record=record,
        after={"number": version.number, "questions": len(said.question)},
    )
    return version
