"""A section of a record page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from safeloom.kernel.registry import RecordSection, offered, resolve


@dataclass(frozen=True)
class Section:
    """A section: `key` is its anchor, `template` draws it with the page's context, `change` is
    `(words, address)` of what may be changed in it."""

    key: str
    title: str
    template: str
    change: tuple[str, str] | None = None


def contributed(viewer: Any, here: Any, record: Any, day: date) -> list[Section]:
    """The sections that other parts put on the page of a record, those with something to show."""
    found = [
        resolve(one.source)(viewer, here, record, day)
        for one in offered(RecordSection)
        if one.kind == record.kind
    ]
    return [section for section in found if section is not None]
