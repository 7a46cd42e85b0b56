"""The pages that are timed."""

from collections.abc import Iterable

from django.urls import reverse

from safeloom.bench.sizes import TIMED


def addresses(jobs: Iterable[str]) -> dict[str, str]:
    """The address of each job's page in the timed county."""
    return {job: _ADDRESS[job]() for job in jobs}


def _home() -> str:
    return reverse("portal:home", args=[TIMED])


def _agencies() -> str:
    return reverse("partnership:agencies", args=[TIMED])


_ADDRESS = {"home": _home, "agencies": _agencies}
