"""Addresses of this system, and the way its forms are acted on."""

from typing import Any

from django.urls import reverse

from safeloom.foundation.identity.models import Partnership
from safeloom.web.acting import act_on

__all__ = ["act_on", "address"]


def address(name: str, here: Partnership, *args: Any) -> str:
    """A page of the compact or of induction packs."""
    return reverse(f"compact:{name}", args=[here.key, *args])
