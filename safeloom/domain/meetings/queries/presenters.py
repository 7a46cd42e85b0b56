"""Who may present an item."""

from django.db.models import Q, QuerySet

from safeloom.domain.partnership.models import DirectoryEntry, Post
from safeloom.foundation.identity.models import Partnership, Principal


def presenters(partnership: Partnership) -> QuerySet[Principal]:
    """The people of a partnership's directory and the posts of its agencies, of all times, by name."""
    posts = Post.objects.filter(agency__record__partnership=partnership)
    people = DirectoryEntry.objects.filter(partnership=partnership)
    rows = Principal.objects.filter(
        Q(pk__in=posts.values("pk")) | Q(pk__in=people.values("person_id"))
    )
    return rows.order_by("name")
