"""Where the schools' return stands."""

from django.urls import reverse

from safeloom.foundation.identity.models import Partnership


def at(name: str, here: Partnership, *args: object) -> str:
    """A page of this system."""
    return reverse(f"school-return:{name}", args=[here.key, *args])
