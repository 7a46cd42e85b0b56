"""A section of a record page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """A section: `key` is its anchor, `template` draws it with the page's context, `change` is
    `(words, address)` of what may be changed in it."""

    key: str
    title: str
    template: str
    change: tuple[str, str] | None = None
