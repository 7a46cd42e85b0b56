"""Looking at a risk again, and bearing it as it is."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.commands.dated import opened
from safeloom.domain.partnership.models import Group, Post
from safeloom.domain.plans.commands.risks import scored
from safeloom.domain.plans.models import Risk, RiskAcceptance, RiskReview, belongs_here
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.dated import holding
from safeloom.foundation.identity.models import Person
from safeloom.foundation.today import today
from safeloom.kernel.dates import months_later, show_date
from safeloom.kernel.risk import Score


@transaction.atomic
def review_risk(
    *,
    by: Person | None,
    risk: Risk,
    seen: int | None,
    day: date,
    scores: dict[str, Score],
    note: str = "",
) -> RiskReview:
    """Say on a day how high a risk is now (`scores` by kind; what is left out stays as it was) and what was
    found. Raises `ValidationError`, `Stale`."""
    risk = opened(risk, seen)
    if day > today():
        raise ValidationError({"day": "A review is of today or an earlier day."})
    if day < risk.opened:
        raise ValidationError({"day": f"It is on the register from {show_date(risk.opened)}."})
    if risk.closings.filter(holding(day)).exists():
        raise ValidationError("It is closed. Open it again first.")
    later = risk.reviews.filter(day__gt=day).order_by("day").first()
    if later is not None:
        raise ValidationError({"day": f"It was reviewed on {show_date(later.day)} already."})
    review = RiskReview.objects.create(risk=risk, day=day, note=note.strip(), by=by)
    for kind, score in scores.items():
        scored(by, risk, kind, score, day, review)
    audit.write(
        by=by,
        verb="risk.review",
        record=risk.record,
        after={"day": str(day)} | {str(kind): score.show() for kind, score in scores.items()},
    )
    return review


@transaction.atomic
def accept_risk(
    *,
    by: Person | None,
    risk: Risk,
    seen: int | None,
    start: date,
    expires: date,
    why: str,
    group: Group | None = None,
    post: Post | None = None,
) -> RiskAcceptance:
    """Write down that a group, or the holder of a post, bears a risk as it is, until a day. Raises
    `ValidationError`, `Stale`."""
    risk = opened(risk, seen)
    if (group is None) == (post is None):
        raise ValidationError(
            {"group": "Choose the group or the post that accepts it: one of them."}
        )
    belongs_here(risk.partnership_id, group=group, post=post)
    if not why.strip():
        raise ValidationError({"why": "Say why it is accepted: that is kept with it."})
    if expires < start:
        raise ValidationError({"expires": "The last day is before the first day."})
    if expires > months_later(start, 36):
        raise ValidationError({"expires": "Accept it for three years at most, then look again."})
    if start < risk.opened:
        raise ValidationError({"start": f"It is on the register from {show_date(risk.opened)}."})
    if risk.acceptances.overlapping(start, expires).exists():
        raise ValidationError(
            {"start": "It is accepted on some of these days already. Take that back first."}
        )
    row = RiskAcceptance(
        risk=risk, group=group, post=post, why=why.strip(), start=start, end=expires, by=by
    )
    row.full_clean(exclude=["risk"])
    row.save(force_insert=True)
    audit.write(
        by=by,
        verb="risk.accept",
        record=risk.record,
        after={"who": row.who, "from": str(start), "until": str(expires)},
        reason=row.why,
    )
    return row


@transaction.atomic
def take_back_acceptance(
    *, by: Person | None, risk: Risk, seen: int | None, day: date, reason: str
) -> RiskAcceptance:
    """End the acceptance that holds on a day, the day before. Raises `ValidationError`, `Stale`."""
    risk = opened(risk, seen)
    row = risk.acceptances.filter(holding(day), taken_back__isnull=True).first()
    if row is None:
        raise ValidationError({"day": "It is not accepted on this day."})
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is taken back: that is kept with it."})
    if row.start is not None and day <= row.start:
        raise ValidationError(
            {"day": f"It is accepted from {show_date(row.start)}. Give a later day."}
        )
    row.end = day - timedelta(days=1)
    row.taken_back, row.taken_back_by, row.taken_back_why = day, by, reason.strip()
    row.save(update_fields=["end", "taken_back", "taken_back_by", "taken_back_why"])
    audit.write(
        by=by,
        verb="risk.take-back-acceptance",
        record=risk.record,
        after={"day": str(day)},
        reason=row.taken_back_why,
    )
    return row
