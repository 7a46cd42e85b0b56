"""Invented data for tests, a module an app.

An app whose addresses take more than a partnership's key says in its factory module how to make a row
for them, so that the access matrix (`tests/architecture/test_access_matrix.py`) can open each page:

    @sample("partnership:agency", "partnership:agency-change", by=("agency",))
    def _agency(place: Place) -> dict[str, object]:
        return {"pk": place.agency.pk}

The function makes (or takes) a row at `place` and returns what the address takes besides
`partnership_key`. `by` names what the rows are narrowed by, as in the model's `ACCESS`:

- `()`: only roles over the whole partnership reach such rows;
- `("agency",)`, `("group",)` or both: a role over an agency or group reaches the rows of its own;
- `SHARED`: whoever holds the permission reaches all such rows of the partnership.

An address without further parts is taken as `SHARED`; say otherwise with a sample that returns `{}`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

SHARED = ("agency", "group", "shared")


@dataclass(frozen=True)
class Place:
    """Where a row of a test stands: a partnership, one of its agencies and one of its groups."""

    partnership: Any
    agency: Any
    group: Any


@dataclass(frozen=True)
class Sample:
    """How to make the row of an address, and what such rows are narrowed by."""

    make: Callable[[Place], dict[str, Any]]
    by: tuple[str, ...]


_samples: dict[str, Sample] = {}


def sample(*url_names: str, by: tuple[str, ...]) -> Callable:
    """Register how to make rows for addresses, by their names."""

    def register(make: Callable[[Place], dict[str, Any]]) -> Callable[[Place], dict[str, Any]]:
        for name in url_names:
            assert name not in _samples, f"{name} has a sample already"
            _samples[name] = Sample(make, by)
        return make

    return register


def samples() -> dict[str, Sample]:
    """All samples, by the name of the address."""
    for path in sorted(Path(__file__).parent.glob("[!_]*.py")):
        import_module(f"{__name__}.{path.stem}")
    return _samples
