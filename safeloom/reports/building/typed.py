"""References and numbers typed by hand in a written part."""

import re
from collections.abc import Iterable

from safeloom.reports.building.built import TypedByHand
from safeloom.reports.document.typed_numbers import typed_numbers
from safeloom.reports.models import AcceptedNumber

_REFERENCE = re.compile(r"\[\[([^\[\]\n]+)\]\]")


def referred_to(text: str) -> list[str]:
    """The figures a text refers to as `[[figure]]`, in order."""
    return [name.strip() for name in _REFERENCE.findall(text)]


def typed_by_hand(text: str) -> list[TypedByHand]:
    """The numbers typed by hand in a text, each with its line."""
    lines = text.split("\n")
    found = []
    for typed in typed_numbers(text):
        line = lines[typed.line - 1] if typed.line <= len(lines) else ""
        found.append(TypedByHand(typed.number, typed.line, line, typed.context))
    return found


def not_accepted(text: str, accepted: Iterable[AcceptedNumber]) -> list[TypedByHand]:
    """Those that nobody answers for yet, each number of a line once."""
    answered = {(row.number, row.line) for row in accepted}
    found: dict[tuple[str, str], TypedByHand] = {}
    for typed in typed_by_hand(text):
        key = (typed.number, typed.text)
        if key not in answered:
            found.setdefault(key, typed)
    return list(found.values())
