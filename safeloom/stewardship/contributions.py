"""What stewardship offers."""

from safeloom.kernel.registry import Permission

CONTRIBUTIONS = (
    Permission("account.manage", "make and close accounts", ("business-manager",)),
    Permission("grant.manage", "give and end roles", ("business-manager",)),
    Permission("audit.see", "see the audit", ("business-manager", "information-governance")),
)
