"""Looking again at who holds what."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.foundation.access.commands import grants
from safeloom.foundation.access.models import Grant, GrantReview
from safeloom.foundation.access.queries import belongs_or_will
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.today import today

Outcome = GrantReview.Outcome


@transaction.atomic
def review(*, by: Person | None, grant: Grant, outcome: str) -> GrantReview:
    """Say that a role is still needed, or take it away at once (audited as ending it). Raises
    ValidationError for one's own role, one that is not held today, or the last business manager's."""
    if by is not None and grant.principal_id in belongs_or_will(by.pk):
        raise ValidationError("You cannot review a role of your own. Ask somebody else to.")
    day = today()
    if not grant.holds(day):
        raise ValidationError("The role is not held today any more.")
    if outcome == Outcome.ENDED:
        grants.end_role(by=by, grant=grant, last_day=day - timedelta(days=1))
    else:
        audit.write(
            by=by,
            verb="grant.review",
            subject=f"grant {grant.pk}",
            partnership=grant.partnership,
            after={"outcome": outcome},
        )
    return GrantReview.objects.create(
        grant=grant, on=day, by=by.principal if by else None, outcome=outcome
    )
