"""Where scrutiny stands."""

from typing import Any

from django.urls import reverse

from safeloom.foundation.identity.models import Partnership
from safeloom.systems.scrutiny.models import Exercise


def at(name: str, here: Partnership, *args: Any) -> str:
    """A page of this system."""
    return reverse(f"scrutiny:{name}", args=[here.key, *args])


def of_exercise(partnership: Partnership, exercise: Exercise) -> str:
    """An exercise's page."""
    return at("exercise", partnership, exercise.record.reference)
