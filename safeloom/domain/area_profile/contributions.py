"""What the area profile offers."""

from safeloom.kernel.registry import Permission, ReorganisationRule

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
    ReorganisationRule(
        "profile",
        "Area profile",
        (
            "area_profile.Deprivation",
            "area_profile.DeprivationCorrection",
            "area_profile.Population",
            "area_profile.PopulationCorrection",
            "area_profile.Schools",
            "area_profile.SchoolsCorrection",
        ),
        stays="a figure is true of its area on its day; a new area gets figures of its own",
    ),
)
