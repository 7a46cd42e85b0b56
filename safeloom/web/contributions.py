"""What the web kit offers."""

from safeloom.kernel.registry import Permission, TickJob

CONTRIBUTIONS = (
    Permission(
        "import.use",
        "bring in files of what they may change",
        ("business-manager", "coordinator", "agency-lead"),
    ),
    TickJob("imports-forgotten", "safeloom.web.imports.tick.forget", order=60),
)
