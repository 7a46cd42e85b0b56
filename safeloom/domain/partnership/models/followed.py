"""What a reorganisation ended and what it began in its place, a model a kind of row: undoing one gives
back exactly what was."""

from django.db import models

from safeloom.domain.partnership.models.agency import Agency, AgencyArea, StatutoryRole
from safeloom.domain.partnership.models.area import Area
from safeloom.domain.partnership.models.post import Post, PostHolding
from safeloom.domain.partnership.models.reorganisation import Reorganisation
from safeloom.domain.partnership.models.school import SchoolEntry
from safeloom.domain.partnership.models.seat import Seat, SeatHolding
from safeloom.foundation.access.models import Grant
from safeloom.kernel.keys import new_key


class Followed(models.Model):
    """`ended` lasted until `end_before` and was given the last day `end_after`; `begun` was made, with the
    last day `begun_end`. Either may be missing: what only ends, and what only begins.

    `KEPT` names what a begun row says: where it says something else today, somebody changed it since.
    """

    KEPT: tuple[str, ...] = ()

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    act = models.ForeignKey(Reorganisation, models.CASCADE, related_name="%(class)s_rows")
    end_before = models.DateField(null=True)
    end_after = models.DateField(null=True)
    begun_end = models.DateField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.ended} → {self.begun}"


def _ended(to: type[models.Model]) -> models.ForeignKey:
    return models.ForeignKey(to, models.CASCADE, null=True, related_name="+")


def _begun(to: type[models.Model]) -> models.ForeignKey:
    return models.ForeignKey(to, models.SET_NULL, null=True, related_name="+")


class FollowedAgency(Followed):
    """An agency that ended, or one that was made."""

    ended, begun = _ended(Agency), _begun(Agency)


class FollowedArea(Followed):
    """An area that ended, or one that was made."""

    ended, begun = _ended(Area), _begun(Area)


class FollowedCover(Followed):
    """Where an agency works."""

    ended, begun = _ended(AgencyArea), _begun(AgencyArea)


class FollowedRole(Followed):
    """A part as a statutory partner."""

    KEPT = ("partner",)
    ended, begun = _ended(StatutoryRole), _begun(StatutoryRole)


class FollowedSchoolEntry(Followed):
    """What the register says of a school."""

    KEPT = ("phase", "group")
    ended, begun = _ended(SchoolEntry), _begun(SchoolEntry)


class FollowedPost(Followed):
    """A post."""

    ended, begun = _ended(Post), _begun(Post)


class FollowedPostHolding(Followed):
    """Who held a post."""

    KEPT = ("person_id",)
    ended, begun = _ended(PostHolding), _begun(PostHolding)


class FollowedSeat(Followed):
    """A seat."""

    KEPT = ("group_id", "statutory")
    ended, begun = _ended(Seat), _begun(Seat)


class FollowedSeatHolding(Followed):
    """Who held a seat."""

    KEPT = ("person_id",)
    ended, begun = _ended(SeatHolding), _begun(SeatHolding)


class FollowedGrant(Followed):
    """A role over an agency, or of an agency or post."""

    KEPT = ("role",)
    ended, begun = _ended(Grant), _begun(Grant)
