"""What the structure offers."""

from safeloom.kernel.registry import Navigation, Permission, ReportBlock

CONTRIBUTIONS = (
    Permission(
        "structure.see",
        "see the structure, as far as its groups may be seen",
        (
            "business-manager",
            "coordinator",
            "statutory-partner",
            "scrutineer",
            "information-governance",
            "agency-lead",
            "group-member",
        ),
    ),
    Navigation("Partnership", "structure:page", "structure.see", order=10),
    ReportBlock(
        "membership",
        "Membership",
        "safeloom.systems.structure.report.membership",
        words="The seats of board and executive, and every other group with its chair.",
    ),
    ReportBlock(
        "structure-chart",
        "Structure chart",
        "safeloom.systems.structure.report.structure_chart",
        words="The groups drawn as a tree with chairs and numbers of seats, and the same as a table.",
    ),
)
