"""Posts: the jobs of an agency, and who held them."""

from django.db import models

from safeloom.domain.partnership.models.agency import Agency
from safeloom.domain.partnership.models.row import Row
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.dated import Dated
from safeloom.foundation.identity.models import Membership, Person, Principal


class Post(Dated):
    """A job at an agency, while it exists. Its title is its principal's name; `membership` says that
    the post belongs to the agency for as long."""

    principal = models.OneToOneField(Principal, models.CASCADE, primary_key=True)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="posts")
    membership = models.OneToOneField(Membership, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    ACCESS = Paths(partnership="agency__record__partnership_id", agency="agency_id")

    def __str__(self) -> str:
        return self.principal.name

    @property
    def title(self) -> str:
        """What the post is called."""
        return self.principal.name


class PostHolding(Row):
    """A person holds a post from a day to a day. Two people may share a post. `membership` is the
    same fact as access reads it, always with the same dates."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="holdings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="post_holdings")
    membership = models.OneToOneField(Membership, models.PROTECT, related_name="+")

    ACCESS = Paths(partnership="post__agency__record__partnership_id", agency="post__agency_id")

    def __str__(self) -> str:
        return f"{self.person}, {self.post}"
