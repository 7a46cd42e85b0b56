"""What the area profile offers."""

from safeloom.kernel.registry import Permission

_UNIT = ("business-manager", "coordinator")
_ALL = (
    *_UNIT,
    "statutory-partner",
    "scrutineer",
    "information-governance",
    "agency-lead",
    "group-member",
)

CONTRIBUTIONS = (
    Permission("profile.see", "see the area profile", _ALL),
    Permission("profile.change", "add and correct figures of the area profile", _UNIT),
)
