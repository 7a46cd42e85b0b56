"""What a partnership has begun with."""

from django.db.models import Exists, OuterRef

from safeloom.domain.partnership.models import Agency, Area, DirectoryEntry, Group
from safeloom.foundation.identity.models import Partnership


def what_there_is(partnership: Partnership) -> set[str]:
    """Which of `areas`, `agencies`, `people` and `groups` there are any of; of people there is one from
    the start, the business manager, so that it takes another. 1 query."""
    own = {"record__partnership": OuterRef("pk")}
    people = DirectoryEntry.objects.filter(partnership=OuterRef("pk"))
    found = Partnership.objects.filter(pk=partnership.pk).values_list(
        Exists(Area.objects.filter(**own)),
        Exists(Agency.objects.filter(**own)),
        Exists(people.order_by("pk")[1:2]),
        Exists(Group.objects.filter(**own)),
    )
    return {
        name
        for name, there in zip(("areas", "agencies", "people", "groups"), found.get(), strict=True)
        if there
    }
