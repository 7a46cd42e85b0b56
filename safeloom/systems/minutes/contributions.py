"""What minutes and packs offer."""

from safeloom.kernel.registry import (
    DemonstrationData,
    DigestSource,
    HomeCard,
    Permission,
    RecordSection,
)

CONTRIBUTIONS = (
    Permission(
        "minutes.approve",
        "approve minutes, chairing the group or as the business unit",
        ("business-manager", "coordinator", "statutory-partner", "scrutineer", "group-member"),
    ),
    RecordSection(
        "minutes", "meeting", "safeloom.systems.minutes.sections.minutes_section", order=10
    ),
    HomeCard("minutes", "Minutes", "needs_me", "safeloom.systems.minutes.home.waiting", order=25),
    DigestSource("minutes", "Minutes", "safeloom.systems.minutes.home.digest", order=25),
    DemonstrationData("minutes", "safeloom.systems.minutes.demonstration.make", order=60),
)
