"""Who answers for something, from a day to a day."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from safeloom.domain.partnership.models import Agency, Group, Post
from safeloom.domain.partnership.models.row import Row
from safeloom.kernel.personal import Anonymise, Personal

KEPT = "as long as the plan or the register it stands in is kept"


class Responsible(Row):
    """A group, an agency, a post in it, or (where a unit's own sheet says no more) words: of `words` no
    person's name is asked for, and a post is named instead."""

    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField("in words", max_length=120, blank=True)

    # Nobody asks for a person's name there, and somebody will write one.
    PERSONAL = {"words": Personal(KEPT, Anonymise.NEUTRAL)}

    class Meta(Row.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.called

    @property
    def audited(self) -> str:
        """The same as it may stand in the audit, which holds no words that may be a name."""
        return "In words" if self.called == self.words else self.called

    @property
    def called(self) -> str:
        """Who it is, in a line: the post with its agency, else the agency, the group, the words."""
        if self.post is not None:
            return f"{self.post.title}, {self.agency}" if self.agency else self.post.title
        found = " and ".join(str(one) for one in (self.group, self.agency) if one is not None)
        return found or self.words or "Nobody"

    def clean(self) -> None:
        """Refuse nobody at all, and a post of another agency."""
        super().clean()
        if not any((self.group_id, self.agency_id, self.post_id, self.words)):
            raise ValidationError({"agency": "Say who answers for it."})
        if self.post is not None and self.agency is None:
            self.agency = self.post.agency
        if self.post is not None and self.post.agency_id != self.agency_id:
            raise ValidationError({"post": f"{self.post.title} is no post of {self.agency}."})


def belongs_here(partnership_id: Any, **things: Any) -> None:
    """Refuse a group, an agency or a post of another partnership, at its field."""
    for name, thing in things.items():
        if thing is None:
            continue
        record = thing.agency.record if isinstance(thing, Post) else thing.record
        if record.partnership_id != partnership_id:
            raise ValidationError({name: f"{thing} does not belong to this partnership."})
