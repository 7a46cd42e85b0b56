"""Every address of the site, as its resolver knows them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from safeloom.foundation.access.pages import Opening


@dataclass(frozen=True)
class Address:
    """An address by its name, what it takes, who it says may open it, and of which kind each thing is that
    it takes (`uuid`, `int`, `slug` …)."""

    name: str
    takes: tuple[str, ...]
    opening: Opening | None
    view: Callable
    kinds: tuple[str, ...] = ()

    @property
    def further(self) -> bool:
        """Whether it takes more than a partnership's key."""
        return bool(set(self.takes) - {"partnership_key"})


def addresses() -> list[Address]:
    """All addresses, by name."""
    return sorted(_walk(get_resolver().url_patterns, "", {}), key=lambda address: address.name)


def _walk(patterns: list, space: str, taken: dict[str, str]) -> Iterator[Address]:
    for pattern in patterns:
        own = pattern.pattern.converters
        takes = taken | {name: _kind(converter) for name, converter in own.items()}
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner, takes)
        elif isinstance(pattern, URLPattern):
            opening = getattr(pattern.callback, "opening", None)
            said = (f"{space}{pattern.name}", tuple(takes), opening, pattern.callback)
            yield Address(*said, tuple(takes.values()))


def _kind(converter: object) -> str:
    return type(converter).__name__.removesuffix("Converter").lower()
