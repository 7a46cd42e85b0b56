"""What stewardship offers."""

from safeloom.kernel.registry import Navigation, Permission

MANAGER = ("business-manager",)
WATCHERS = ("business-manager", "information-governance")

CONTRIBUTIONS = (
    Permission("stewardship.see", "open stewardship", WATCHERS),
    Permission("account.manage", "make and close accounts", MANAGER),
    Permission("grant.manage", "give and end roles", MANAGER),
    Permission("second-step.manage", "say which roles ask for a second step", WATCHERS),
    Permission("audit.see", "see the audit", WATCHERS),
    Navigation("Stewardship", "stewardship:hub", "stewardship.see", order=90),
)
