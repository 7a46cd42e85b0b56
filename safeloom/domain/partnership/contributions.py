"""What the partnership's structure offers."""

from safeloom.kernel.registry import (
    FileSort,
    HomeCard,
    ImportKind,
    OwnRows,
    Permission,
    RecordKind,
    Tie,
)

UNIT = ("business-manager", "coordinator")
ALL = (*UNIT, "statutory-partner", "scrutineer", "information-governance")

CONTRIBUTIONS = (
    OwnRows("foundation.Person", "safeloom.domain.partnership.queries.own.people"),
    OwnRows("foundation.Principal", "safeloom.domain.partnership.queries.own.principals"),
    Permission("area.see", "see areas", ALL),
    Permission("area.change", "add, change and close areas", UNIT),
    Permission("agency.see", "see agencies, their posts and who holds them", (*ALL, "agency-lead")),
    Permission("agency.change", "add, change and close agencies and posts", UNIT),
    Permission("person.see", "see the people of the directory", (*ALL, "agency-lead")),
    Permission(
        "person.contact",
        "see how people are reached at work",
        (*UNIT, "statutory-partner", "agency-lead"),
    ),
    Permission(
        "person.private",
        "see and change private telephone numbers and addresses, each look written down",
        UNIT,
    ),
    Permission("person.change", "add and change people", UNIT),
    Permission("person.merge", "make one person of two entries", ("business-manager",)),
    Permission("group.see", "see groups and who chairs them", (*ALL, "group-member")),
    Permission("seat.see", "see seats and who holds them", (*ALL, "agency-lead", "group-member")),
    Permission("group.change", "add, change and close groups, seats and chairs", UNIT),
    RecordKind(
        "agency",
        "Agency",
        see="agency.see",
        change="agency.change",
        rows="safeloom.domain.partnership.queries.agencies.agencies",
        address="safeloom.domain.partnership.views.addresses.of_agency",
    ),
    RecordKind(
        "group",
        "Group",
        see="group.see",
        change="group.change",
        rows="safeloom.domain.partnership.queries.groups.groups",
        address="safeloom.domain.partnership.views.addresses.of_group",
        sorts=(
            FileSort("terms-of-reference", "Terms of reference", dated=True),
            FileSort("work-programme", "Work programme"),
        ),
    ),
    ImportKind("agencies", "safeloom.domain.partnership.imports.agencies.Agencies", order=10),
    ImportKind("people", "safeloom.domain.partnership.imports.people.People", order=20),
    ImportKind("seats", "safeloom.domain.partnership.imports.seats.Seats", order=30),
    HomeCard(
        "begin-structure", "The partnership", "begin", "safeloom.domain.partnership.home.begin", 10
    ),
    # Standing in a directory gives nothing, and so keeps nobody's account in use; leaving it ends one.
    Tie(
        "directory",
        "safeloom.domain.partnership.queries.people.all_entries",
        "person_id",
        keeps=False,
    ),
)
