"""The nouns of a partnership's structure."""

from safeloom.domain.partnership.models.agency import (
    Agency,
    AgencyArea,
    AgencySuccession,
    StatutoryRole,
)
from safeloom.domain.partnership.models.alias import PersonAlias
from safeloom.domain.partnership.models.area import Area, AreaSuccession
from safeloom.domain.partnership.models.directory import DirectoryEntry
from safeloom.domain.partnership.models.group import Group, GroupLine, GroupSharing
from safeloom.domain.partnership.models.post import Post, PostHolding
from safeloom.domain.partnership.models.seat import Chairing, Seat, SeatHolding

__all__ = [
    "Agency",
    "AgencyArea",
    "AgencySuccession",
    "Area",
    "AreaSuccession",
    "Chairing",
    "DirectoryEntry",
    "Group",
    "GroupLine",
    "GroupSharing",
    "PersonAlias",
    "Post",
    "PostHolding",
    "Seat",
    "SeatHolding",
    "StatutoryRole",
]
