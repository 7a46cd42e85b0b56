"""What the forms offer."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from safeloom.domain.actions.models import Ownership
from safeloom.domain.actions.queries.rows import SEE, told
from safeloom.domain.partnership.models import Agency, DirectoryEntry, Post
from safeloom.domain.partnership.queries.names import name_on
from safeloom.domain.partnership.queries.people import with_work
from safeloom.domain.partnership.queries.schools import (
    apart_from_schools,
    people_apart_from_schools,
    posts_apart_from_schools,
)
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.dated import holding
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.today import today


def owners(here: Partnership, keep: Iterable[Any] = ()) -> dict[str, Any]:
    """The agencies, posts and people that may own an action from today; of schools those that hold a seat
    and those among `keep`, keys of what is chosen already."""
    day, keep = today(), list(keep)
    lasting = Q(end__isnull=True) | Q(end__gte=today())
    agencies = Agency.objects.filter(lasting, record__partnership=here)
    posts = Post.objects.filter(lasting, agency__record__partnership=here)
    known = DirectoryEntry.objects.filter(holding(today()), partnership=here)
    people = Person.objects.filter(pk__in=known.values("person_id"))
    agencies = apart_from_schools(agencies, day, keep)
    posts = posts_apart_from_schools(posts, day, keep)
    people = people_apart_from_schools(people, day, keep)
    return {
        "owner": agencies.select_related("principal").order_by("principal__name"),
        "post": posts.select_related("principal", "agency__principal").order_by(
            "agency__principal__name", "principal__name"
        ),
        "person": with_work(people.select_related("principal"), here, day),
    }


def owning(viewer: Viewer, here: Partnership, keep: Iterable[Any] = ()) -> list[tuple[str, str]]:
    """The agencies by which the viewer may narrow a list, as pairs of key and name: all of them for whoever
    sees all actions (which of them own one may be sealed), else those that own one the viewer is told of; of
    schools those that hold a seat and those among `keep`.
    A query, and what `told` asks."""
    rows = Agency.objects.filter(record__partnership=here)
    if not viewer.may_everywhere(SEE, here.pk):
        seen = told(viewer, here).order_by().values("pk")
        owned = Ownership.objects.as_at(viewer.day).filter(action__in=seen)
        rows = rows.filter(pk__in=set(owned.values_list("agency", flat=True)))
    else:
        rows = apart_from_schools(rows, viewer.day, keep)
    rows = rows.annotate(called=name_on(viewer.day))
    return [(str(key), name) for key, name in rows.order_by("called").values_list("pk", "called")]
