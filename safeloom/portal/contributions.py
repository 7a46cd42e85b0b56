"""What the portal offers."""

from safeloom.foundation.access.definitions import ROLES
from safeloom.kernel.registry import Navigation, Permission

CONTRIBUTIONS = (
    Permission("home.see", "open the partnership's home", tuple(role.key for role in ROLES)),
    Navigation("Home", "portal:home", "home.see", order=0),
)
