"""Where surveys stand."""

from django.urls import reverse

from safeloom.foundation.identity.models import Partnership


def at(name: str, here: Partnership, *args: object) -> str:
    """A page of surveys."""
    return reverse(f"surveys:{name}", args=[here.key, *args])
