"""Where the links in a mail lead."""

from django.conf import settings


def site_address(path: str = "/") -> str:
    """A path of this site as a whole address, for a mail: `https://safeloom.example.org/vale/`."""
    return f"{settings.SITE}{path}"
