"""What the figure check offers."""

from safeloom.kernel.registry import PartPage, Permission

CONTRIBUTIONS = (
    Permission(
        "figure.check",
        "check the figures of a file",
        ("business-manager", "coordinator", "scrutineer"),
    ),
    PartPage("reports:list", "Check figures", "figure_check:check", "figure.check", order=10),
)
