"""What the partnership's structure offers."""

from safeloom.kernel.registry import HomeCard, Permission

UNIT = ("business-manager", "coordinator")
ALL = (*UNIT, "statutory-partner", "scrutineer", "information-governance")

CONTRIBUTIONS = (
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
    Permission("person.change", "add and change people", UNIT),
    Permission("group.see", "see groups and who chairs them", (*ALL, "group-member")),
    Permission("seat.see", "see seats and who holds them", (*ALL, "agency-lead", "group-member")),
    Permission("group.change", "add, change and close groups, seats and chairs", UNIT),
    HomeCard(
        "begin-structure", "The partnership", "begin", "safeloom.domain.partnership.home.begin", 10
    ),
)
