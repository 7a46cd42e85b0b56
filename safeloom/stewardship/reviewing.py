"""The access review: who holds what, since when, when they were last here, and what is due for review."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import (
    Count,
    DateField,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.urls import reverse

from safeloom.domain.partnership.models import DirectoryEntry
from safeloom.foundation.access.models import Grant, GrantReview
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.dated import holding
from safeloom.foundation.identity.models import Account, Membership, Partnership
from safeloom.kernel.dates import today as day_of
from safeloom.kernel.registry import HomeLine
from safeloom.stewardship import queries
from safeloom.web.words import count_words, date_words

# So long before it is due a review stands at home as something to do.
AHEAD = timedelta(days=14)
# Who was not here for so long may not need what they hold.
QUIET = timedelta(days=90)
FLAGS = {
    "due": "Due for review",
    "leaver": "Of somebody who left",
    "unused": "Never used",
    "quiet": f"Not here for {QUIET.days} days",
}


@dataclass
class Reach:
    """Whom the roles of posts, groups and agencies reach today, and when the last of them was here."""

    people: dict[UUID, int] = field(default_factory=dict)
    seen: dict[UUID, datetime] = field(default_factory=dict)


def held(partnership: Partnership, day: date) -> QuerySet[Grant]:
    """The roles held in a partnership on a day, each with the day it was last reviewed (`reviewed`, None
    if never), the day its next review is due counts from (`counts_from`), and whether its holder is a
    person who left the directory (`left`)."""
    reviews = GrantReview.objects.filter(grant=OuterRef("pk"), outcome=GrantReview.Outcome.KEPT)
    listed = DirectoryEntry.objects.filter(
        holding(day), partnership=partnership, person_id=OuterRef("principal_id")
    )
    began = Value(day_of(partnership.created), DateField())
    return (
        queries.grants(partnership)
        .filter(holding(day))
        .select_related("principal__person__account", "over", "partnership")
        .annotate(
            reviewed=Subquery(reviews.values("on")[:1]),
            counts_from=Coalesce(F("reviewed"), F("start"), began),
            left=Q(principal__kind="person") & ~Exists(listed),
        )
    )


def due_day(grant: Grant) -> date:
    """When a role is due to be looked at."""
    return grant.counts_from + timedelta(days=settings.ACCESS_REVIEW_DAYS)


def reach(grants: Iterable[Grant], day: date) -> Reach:
    """Whom roles that are not a person's reach, through what belongs to what; a query a level."""
    tops = {grant.principal_id for grant in grants if grant.principal.kind != "person"}
    above: dict[UUID, set[UUID]] = {top: {top} for top in tops}
    ahead = set(tops)
    while ahead:
        rows = Membership.objects.filter(holding(day), of__in=ahead).values_list("member", "of")
        further: dict[UUID, set[UUID]] = defaultdict(set)
        for member, of in rows:
            further[member] |= above[of] - above.get(member, set())
        ahead = {member for member, reached in further.items() if reached}
        for member in ahead:
            above[member] = above.get(member, set()) | further[member]
    return _counted(above)


def _counted(above: dict[UUID, set[UUID]]) -> Reach:
    found = Reach()
    accounts = Account.objects.filter(person__in=list(above), is_active=True)
    for person, seen in accounts.values_list("person", "seen"):
        for top in above[person]:
            found.people[top] = found.people.get(top, 0) + 1
            if seen and (top not in found.seen or found.seen[top] < seen):
                found.seen[top] = seen
    return found


def last_here(grant: Grant, reached: Reach) -> datetime | None:
    """When its holder, or the last of those it reaches, was here; None for never."""
    if grant.principal.kind != "person":
        return reached.seen.get(grant.principal_id)
    account = _account(grant)
    return account.seen if account else None


def flags(grant: Grant, reached: Reach, day: date) -> list[str]:
    """The keys of what is worth a look about a role."""
    account, seen = _account(grant), last_here(grant, reached)
    closed = account is not None and not account.is_active
    found = {
        "due": due_day(grant) <= day,
        "leaver": grant.left or closed,
        "unused": seen is None,
        "quiet": seen is not None and day_of(seen) < day - QUIET,
    }
    return [key for key in FLAGS if found[key]]


def _account(grant: Grant) -> Account | None:
    person = getattr(grant.principal, "person", None)
    return getattr(person, "account", None)


def wait_for(viewer: Viewer, rows: QuerySet[Grant]) -> QuerySet[Grant]:
    """The roles whose review is due, or soon is, and that are not the viewer's own: those of leavers first,
    then the longest due."""
    since = viewer.day + AHEAD - timedelta(days=settings.ACCESS_REVIEW_DAYS)
    due = rows.exclude(principal_id__in=viewer.belongs).filter(
        Q(counts_from__lte=since) | Q(left=True)
    )
    return due.order_by("-left", "counts_from", "pk")


def done(partnership: Partnership) -> QuerySet[GrantReview]:
    """The reviews made in a partnership."""
    rows = GrantReview.objects.filter(grant__partnership=partnership)
    return rows.select_related("by", "grant__principal", "grant__over")


def to_review(
    viewer: Viewer, partnership: Partnership, since: datetime | None = None
) -> list[HomeLine]:
    """How many roles are due to be looked at again, or soon are. 1 query."""
    found = _next(viewer, partnership)
    if found is None or found["first"] > viewer.day + AHEAD:
        return []
    line = HomeLine(
        f"Look again at {count_words(found['soon'], 'role', 'roles')}",
        reverse("stewardship:review-due", args=[partnership.key]),
        due=found["first"],
        late=found["first"] < viewer.day,
        detail="Keep each role that is still needed, end the others.",
    )
    return [line]


def next_review(
    viewer: Viewer, partnership: Partnership, since: datetime | None = None
) -> list[HomeLine]:
    """When the next role is due to be looked at again, while that is not yet something to do. 1 query."""
    found = _next(viewer, partnership)
    if found is None or found["first"] <= viewer.day + AHEAD:
        return []
    url = reverse("stewardship:review", args=[partnership.key])
    return [HomeLine("The next review of roles", url, due=found["first"])]


def _next(viewer: Viewer, partnership: Partnership) -> dict | None:
    if not viewer.may("grant.review", partnership.pk):
        return None
    length = timedelta(days=settings.ACCESS_REVIEW_DAYS)
    rows = held(partnership, viewer.day).exclude(principal_id__in=viewer.belongs)
    soon = Q(counts_from__lte=viewer.day + AHEAD - length) | Q(left=True)
    found = rows.aggregate(
        first=Min("counts_from"),
        soon=Count("pk", filter=soon),
        gone=Count("pk", filter=Q(left=True)),
    )
    if found["first"] is None:
        return None
    first = found["first"] + length
    # What somebody holds who left is due at once.
    return {"first": min(first, viewer.day) if found["gone"] else first, "soon": found["soon"]}


def told(grant: Grant) -> str:
    """`Ash Ravenbrook: Agency safeguarding lead over Vale Council`."""
    over = f" over {grant.over.name}" if grant.over else ""
    return f"{grant.principal.name}: {grant.get_role_display()}{over}"


def detail(grant: Grant, reached: Reach, day: date) -> str:
    """What a reviewer wants to know of a role, in a sentence."""
    seen = last_here(grant, reached)
    parts = [grant.principal.get_kind_display()]
    if grant.principal.kind != "person":
        count = reached.people.get(grant.principal_id, 0)
        parts[0] += (
            f" reaching {count_words(count, 'person who may sign in', 'people who may sign in')}"
        )
    parts.append(f"since {date_words(grant.start)}" if grant.start else "from the beginning")
    parts.append(f"last here on {date_words(seen)}" if seen else "never here")
    if grant.reviewed:
        parts.append(f"last reviewed on {date_words(grant.reviewed)}")
    left = " Its holder left." if "leaver" in flags(grant, reached, day) else ""
    return f"{', '.join(parts)}.{left}"
