"""Who and what is a partnership's, for taking everything of it elsewhere."""

from django.db.models import Q, QuerySet

from safeloom.domain.partnership.models import Agency, DirectoryEntry, Group, Post
from safeloom.foundation.access.models import Grant
from safeloom.foundation.identity.models import Partnership, Person, Principal


def people(partnership: Partnership) -> QuerySet[Person]:
    """Who was ever in its directory, or was given a role in it."""
    listed = DirectoryEntry.objects.filter(partnership=partnership).values("person_id")
    granted = Grant.objects.filter(partnership=partnership).values("principal_id")
    return Person.objects.filter(Q(pk__in=listed) | Q(pk__in=granted))


def principals(partnership: Partnership) -> QuerySet[Principal]:
    """Its people, agencies, posts and the groups it owns."""
    here = {"record__partnership": partnership}
    return Principal.objects.filter(
        Q(pk__in=people(partnership).values("pk"))
        | Q(pk__in=Agency.objects.filter(**here).values("pk"))
        | Q(pk__in=Group.objects.filter(**here).values("pk"))
        | Q(pk__in=Post.objects.filter(agency__record__partnership=partnership).values("pk"))
    )
