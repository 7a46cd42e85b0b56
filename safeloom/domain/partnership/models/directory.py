"""In which partnerships a person is known."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from safeloom.domain.partnership.models.post import PostHolding
from safeloom.domain.partnership.models.row import Row
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.today import today


def _works_at(agency_id: UUID) -> Q:
    held = PostHolding.objects.as_at(today()).filter(post__agency_id=agency_id)
    return Q(person_id__in=held.values("person_id"))


class DirectoryEntry(Row):
    """A person stands in a partnership's directory from a day to a day. People exist once for the
    whole installation; a partnership sees only those in its directory."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="directory")
    person = models.ForeignKey(Person, models.CASCADE, related_name="directory_entries")
    since = models.CharField(
        "first day in words, where it is not certain", max_length=60, blank=True
    )

    ACCESS = Paths(partnership="partnership_id", agency=_works_at)
    NOT_PERSONAL = ("since",)

    class Meta(Row.Meta):
        abstract = False
        verbose_name_plural = "directory entries"

    def __str__(self) -> str:
        return f"{self.person} in {self.partnership}"
