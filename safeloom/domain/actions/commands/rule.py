"""When an action is at risk."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.actions.models import TrackerRule
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.today import today

MOST = 366


@transaction.atomic
def set_rule(
    *, by: Person | None, partnership: Partnership, start: date, soon: int, quiet: int
) -> TrackerRule:
    """Say from a day on (today or later, so that what was told before stays) when an action is at risk
    that nobody calls so: due within `soon` days, and not heard of in the last `quiet`. What was set from
    the same day is replaced. Raises `ValidationError` at `start`, `soon` or `quiet`."""
    in_turn(partnership)
    if start < today():
        raise ValidationError({"start": "Enter today or a later day."})
    for name, days in (("soon", soon), ("quiet", quiet)):
        if not 0 <= days <= MOST:
            raise ValidationError({name: f"Enter a number of days from 0 to {MOST}."})
    rule, _ = TrackerRule.objects.update_or_create(
        partnership=partnership, start=start, defaults={"soon": soon, "quiet": quiet, "by": by}
    )
    audit.write(
        by=by,
        verb="action.set-rule",
        subject=partnership.key,
        partnership=partnership,
        after={"start": start, "soon": soon, "quiet": quiet},
    )
    return rule
