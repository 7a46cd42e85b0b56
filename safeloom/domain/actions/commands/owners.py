"""Who owns an action."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from safeloom.domain.actions.commands.opening import opened, still_open, write
from safeloom.domain.actions.models import Action, Ownership
from safeloom.domain.partnership.models import Agency, DirectoryEntry, Post
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.today import today
from safeloom.kernel.dates import show_date


@transaction.atomic
def reassign(
    *,
    by: Person | None,
    action: Action,
    seen: int | None,
    owner: Agency,
    post: Post | None = None,
    person: Person | None = None,
    reason: str = "",
) -> Action:
    """Pass an action on from today. Who owned it until yesterday stays known; who got it only today did
    not own it for a day, and is replaced. An owner it passes to later, by a reorganisation, stays.

    Raises `ValidationError` at `owner`, `post`, `person`, or alone where it is closed; `Stale`.
    """
    action = opened(action, seen)
    still_open(action)
    day = today()
    check_owner(action.partnership, owner, post, person, day)
    current = action.ownerships.as_at(day).select_related("agency__record").get()
    if (current.agency_id, current.post_id, current.person_id) == _keys(owner, post, person):
        raise ValidationError({"owner": "They own it already. Choose somebody else."})
    before = {"owner": current.agency.record.reference, "post": current.post_id}
    said = {"agency": owner, "post": post, "person": person, "reason": reason.strip(), "by": by}
    if current.start is not None and current.start >= day:
        for name, value in said.items():
            setattr(current, name, value)
        current.revision += 1
        current.save()
    else:
        last, current.end = current.end, day - timedelta(days=1)
        current.revision += 1
        current.save(update_fields=["end", "revision"])
        Ownership.objects.create(action=action, start=day, end=last, **said)
    write(
        by=by,
        verb="action.reassign",
        action=action,
        before=before,
        owner=owner.record.reference,
        post=post.pk if post else None,
    )
    return action


def check_owner(
    partnership: Partnership, owner: Agency, post: Post | None, person: Person | None, day: date
) -> None:
    """Refuse an owner of another partnership or that is no more, a post of another agency, a person who
    is not in the directory. Raises `ValidationError` by field."""
    if owner.record.partnership_id != partnership.pk:
        raise ValidationError({"owner": "Choose an agency of this partnership."})
    if owner.end is not None and owner.end < today():
        raise ValidationError(
            {"owner": f"{owner.name} ended on {show_date(owner.end)}. Choose another agency."}
        )
    if post is not None and (post.agency_id != owner.pk or _over(post.end)):
        raise ValidationError({"post": f"Choose a post of {owner.name}."})
    known = DirectoryEntry.objects.filter(partnership=partnership)
    known = known.filter(Q(end__isnull=True) | Q(end__gte=today()))
    if person is not None and not known.filter(person=person).exists():
        raise ValidationError({"person": "Choose somebody in the directory."})


def _over(end: date | None) -> bool:
    return end is not None and end < today()


def _keys(owner: Agency, post: Post | None, person: Person | None) -> tuple:
    return owner.pk, post.pk if post else None, person.pk if person else None
