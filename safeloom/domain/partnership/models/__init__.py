"""The nouns of a partnership's structure."""

from safeloom.domain.partnership.models.agency import (
    Agency,
    AgencyArea,
    AgencySuccession,
    StatutoryRole,
    as_called,
)
from safeloom.domain.partnership.models.alias import PersonAlias
from safeloom.domain.partnership.models.area import Area, AreaSuccession
from safeloom.domain.partnership.models.directory import DirectoryEntry
from safeloom.domain.partnership.models.followed import (
    Followed,
    FollowedAgency,
    FollowedArea,
    FollowedCover,
    FollowedGrant,
    FollowedPost,
    FollowedPostHolding,
    FollowedRole,
    FollowedSchoolEntry,
    FollowedSeat,
    FollowedSeatHolding,
)
from safeloom.domain.partnership.models.group import Group, GroupLine, GroupSharing
from safeloom.domain.partnership.models.names import FormerName
from safeloom.domain.partnership.models.post import Post, PostHolding
from safeloom.domain.partnership.models.reorganisation import (
    AgencyHeir,
    AgencyPath,
    AreaHeir,
    AreaPath,
    Heir,
    Reorganisation,
    ReorganisationChoice,
)
from safeloom.domain.partnership.models.school import SchoolEntry
from safeloom.domain.partnership.models.seat import Chairing, Seat, SeatHolding

__all__ = [
    "Agency",
    "AgencyArea",
    "AgencyHeir",
    "AgencyPath",
    "AgencySuccession",
    "Area",
    "AreaHeir",
    "AreaPath",
    "AreaSuccession",
    "Chairing",
    "DirectoryEntry",
    "Followed",
    "FollowedAgency",
    "FollowedArea",
    "FollowedCover",
    "FollowedGrant",
    "FollowedPost",
    "FollowedPostHolding",
    "FollowedRole",
    "FollowedSchoolEntry",
    "FollowedSeat",
    "FollowedSeatHolding",
    "FormerName",
    "Group",
    "GroupLine",
    "GroupSharing",
    "Heir",
    "PersonAlias",
    "Post",
    "PostHolding",
    "Reorganisation",
    "ReorganisationChoice",
    "SchoolEntry",
    "Seat",
    "SeatHolding",
    "StatutoryRole",
    "as_called",
]
