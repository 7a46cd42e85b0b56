"""What the compact and induction packs offer."""

from safeloom.foundation.access.definitions import ROLES
from safeloom.kernel.registry import (
    DemonstrationData,
    DigestSource,
    HomeCard,
    Permission,
    RecordKind,
    ReportBlock,
)

UNIT = ("business-manager", "coordinator")
ALL = tuple(role.key for role in ROLES)

CONTRIBUTIONS = (
    Permission("compact.see", "read the compact", ALL),
    Permission("compact.sign", "sign the compact, holding a seat that is asked to", ALL),
    Permission("compact.publish", "publish versions of the compact", UNIT),
    Permission("compact.follow", "see who has signed the compact, and remind the others", UNIT),
    Permission("induction.see", "read the induction packs of groups they see", ALL),
    Permission("induction.change", "put induction packs together, see who read them", UNIT),
    RecordKind(
        "compact",
        "Compact",
        see="compact.see",
        change="",
        rows="safeloom.systems.compact.queries.compact.versions",
        address="safeloom.systems.compact.addresses.of_version",
    ),
    RecordKind(
        "induction",
        "Induction item",
        see="induction.see",
        change="",
        rows="safeloom.systems.compact.queries.induction.items",
        address="safeloom.systems.compact.addresses.of_item",
    ),
    HomeCard(
        "compact-mine",
        "Compact and induction",
        "needs_me",
        "safeloom.systems.compact.home.mine",
        order=5,
    ),
    HomeCard(
        "compact-progress",
        "Compact",
        "coming",
        "safeloom.systems.compact.home.progress",
        order=5,
    ),
    DigestSource(
        "compact", "Compact and induction", "safeloom.systems.compact.home.digest", order=5
    ),
    ReportBlock(
        "compact",
        "Compact",
        "safeloom.systems.compact.report.signed",
        words="How many of its members have signed the compact.",
    ),
    DemonstrationData("compact", "safeloom.systems.compact.demonstration.make", order=20),
)
