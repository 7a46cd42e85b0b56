"""What a link to a response opens."""

import hashlib
from datetime import UTC, datetime

from safeloom.domain.questionnaires.models import ResponseLink
from safeloom.domain.questionnaires.queries.people import over
from safeloom.foundation.today import today


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def live(secret: str) -> ResponseLink | None:
    """The link of a secret, if it opens anything: neither expired nor revoked, its person still among those
    who answer, and neither gone nor out of the role for which they were asked. 1 query."""
    rows = ResponseLink.objects.select_related(
        "contributor__person__principal",
        "contributor__capacity",
        "contributor__response__record__partnership",
        "contributor__response__about",
        "contributor__response__agency__principal",
        "contributor__response__person__principal",
        "contributor__response__campaign__record",
        "contributor__response__campaign__partnership",
        "contributor__response__campaign__version__questionnaire__record",
    )
    rows = rows.filter(
        digest=digest_of(secret),
        expires__gt=datetime.now(UTC),
        revoked__isnull=True,
        contributor__removed__isnull=True,
    )
    return rows.exclude(over(today(), "contributor__")).first()
