"""Every address of the site, as its resolver knows them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from safeloom.foundation.access.pages import Opening


@dataclass(frozen=True)
class Address:
    """An address by its name, what it takes, and who it says may open it."""

    name: str
    takes: tuple[str, ...]
    opening: Opening | None
    view: Callable

    @property
    def further(self) -> bool:
        """Whether it takes more than a partnership's key."""
        return bool(set(self.takes) - {"partnership_key"})


def addresses() -> list[Address]:
    """All addresses, by name."""
    return sorted(_walk(get_resolver().url_patterns, "", ()), key=lambda address: address.name)


def _walk(patterns: list, space: str, taken: tuple[str, ...]) -> Iterator[Address]:
    for pattern in patterns:
        takes = (*taken, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner, takes)
        elif isinstance(pattern, URLPattern):
            opening = getattr(pattern.callback, "opening", None)
            yield Address(f"{space}{pattern.name}", takes, opening, pattern.callback)
