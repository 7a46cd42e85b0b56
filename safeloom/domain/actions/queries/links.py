"""What a link to one action opens, and for whom one may be made."""

import hashlib
from datetime import UTC, datetime

from django.db.models import Q, QuerySet

from safeloom.domain.actions.models import Action, ActionLink, ActionRead, ActionUpdate
from safeloom.domain.actions.queries.rows import owner_of
from safeloom.domain.partnership.models import DirectoryEntry, PostHolding
from safeloom.foundation.identity.models import Account, Person
from safeloom.foundation.today import today


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def live(secret: str) -> ActionLink | None:
    """The link of a secret, if it opens anything: neither expired nor revoked, its person still in the
    directory and the owner, its action not from a sealed record. 4 queries."""
    rows = ActionLink.objects.select_related(
        "action__record", "action__source", "action__partnership", "person__principal"
    )
    link = rows.filter(
        digest=digest_of(secret), expires__gt=datetime.now(UTC), revoked__isnull=True
    ).first()
    if link is None or is_sealed(link.action):
        return None
    return link if people_of(link.action).filter(pk=link.person_id).exists() else None


def people_of(action: Action) -> QuerySet[Person]:
    """Who owns an action today in person or by a post, and is in the directory."""
    day = today()
    owned = owner_of(action, day)
    if owned is None:
        return Person.objects.none()
    held = PostHolding.objects.as_at(day).filter(post=owned.post_id).values("person")
    known = DirectoryEntry.objects.as_at(day).filter(partnership=action.partnership_id)
    mine = Q(pk=owned.person_id) | Q(pk__in=held)
    rows = Person.objects.filter(mine, pk__in=known.values("person"))
    return rows.select_related("principal").order_by("principal__name")


def may_get(action: Action) -> QuerySet[Person]:
    """Of those the ones a link is for: they have an address, and no account to sign in with."""
    accounts = Account.objects.filter(is_active=True).values("person")
    return people_of(action).exclude(work_email="").exclude(pk__in=accounts)


def is_sealed(action: Action) -> bool:
    """Whether an action has no links: it is sealed, or comes from a sealed record."""
    return action.record.is_sealed or (action.source is not None and action.source.is_sealed)


def links_of(action: Action) -> list[ActionLink]:
    """The links that were made to an action, the latest first."""
    return list(action.links.select_related("person__principal"))


def own_updates(link: ActionLink) -> list[ActionUpdate]:
    """What the person of a link said of the action, the latest first."""
    return list(link.action.updates.filter(by=link.person_id).select_related("by__principal"))


def reads_of(action: Action) -> list[ActionRead]:
    """Who read an action by a link, the latest first."""
    return list(action.reads.select_related("person__principal")[:20])
