"""What the system of national reviews, guidance and consultations offers."""

from safeloom.foundation.access.definitions import ROLES
from safeloom.kernel.registry import (
    DemonstrationData,
    DigestSource,
    HomeCard,
    PartPage,
    Permission,
    RecordKind,
    ReorganisationRule,
    SearchSource,
    SearchWatch,
)
from safeloom.kernel.watches import record_watch

UNIT = ("business-manager", "coordinator")
ALL = tuple(role.key for role in ROLES)
_HERE = "safeloom.systems.national"

CONTRIBUTIONS = (
    Permission("national.see", "see national reviews, guidance and consultations", ALL),
    Permission("national.change", "note what national bodies publish or ask", UNIT),
    Permission(
        "national.compare",
        "compare local practice with it, an agency lead where their agency is asked to",
        (*UNIT, "agency-lead"),
    ),
    Permission("national.answer", "write and send the partnership’s answer", UNIT),
    Permission(
        "national.approve",
        "approve an answer that somebody else wrote",
        ("business-manager", "statutory-partner"),
    ),
    RecordKind(
        "national",
        "National review, guidance or consultation",
        see="national.see",
        change="national.change",
        rows=f"{_HERE}.queries.items.items",
        address=f"{_HERE}.addresses.of_item",
    ),
    PartPage(
        "plans:first",
        "National reviews and guidance",
        "national:list",
        "national.see",
        order=70,
    ),
    SearchSource(
        "national",
        "National reviews and guidance",
        "National review, guidance or consultation",
        "national.NationalItem",
        rows=f"{_HERE}.searching.items_found",
        entries=f"{_HERE}.searching.tell_items",
        address=f"{_HERE}.searching.item_address",
        watches=(
            SearchWatch("national.NationalItem", "pk", ("kind", "from_whom", "summary")),
            record_watch(),
        ),
        order=160,
    ),
    HomeCard(
        "national-mine", "National reviews and guidance", "needs_me", f"{_HERE}.home.mine", order=45
    ),
    DigestSource("national", "National reviews and guidance", f"{_HERE}.home.digest", order=45),
    ReorganisationRule(
        "national",
        "Who compares with national reviews and guidance",
        ("national.NationalOwner",),
        follow=f"{_HERE}.reorganising.follow",
        links=("national.FollowedOwner",),
        order=240,
    ),
    DemonstrationData("national", f"{_HERE}.demonstration.make", order=160),
)
