"""Heads to begin with. They are examples: a partnership keeps those it wants and names its own."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "heads.toml"


@dataclass(frozen=True, slots=True)
class ShippedHead:
    """A head that can be chosen, with its parts."""

    key: str
    side: str
    title: str
    pace: str
    parts: tuple[str, ...]


@cache
def shipped_heads() -> tuple[ShippedHead, ...]:
    """The heads that come with Safeloom, in their order."""
    said = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        ShippedHead(
            key, one["side"], one["title"], one.get("pace", "comes"), tuple(one.get("parts", ()))
        )
        for key, one in said.items()
    )
