"""What the portal offers."""

from safeloom.foundation.access.definitions import ROLES
from safeloom.kernel.registry import Navigation, Permission

UNIT = ("business-manager", "coordinator")

CONTRIBUTIONS = (
    Permission("home.see", "open the partnership's home", tuple(role.key for role in ROLES)),
    Permission(
        "file.see", "download the files of records they see", tuple(role.key for role in ROLES)
    ),
    Permission("file.keep", "add, replace and remove files of records they change", UNIT),
    Permission("link.keep", "link records they see, and take links away", UNIT),
    Permission("clock.keep", "pause, stop and restart clocks of records they change", UNIT),
    Permission(
        "sealed.open",
        "open sealed material that they are entitled to, saying why",
        tuple(role.key for role in ROLES),
    ),
    Permission("sealed.entitle", "let others open sealed material that is open to them", UNIT),
    Permission("search.use", "search all that they see", tuple(role.key for role in ROLES)),
    Navigation("Home", "portal:home", "home.see", order=0),
)
