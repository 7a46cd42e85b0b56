"""How far a report answers what its guidance edition asks for."""

from collections.abc import Sequence
from dataclasses import dataclass

from safeloom.reports.definitions import ChecklistItem, Edition
from safeloom.reports.models import ReportSection

MET, PARTLY, MISSING = "met", "partly", "missing"
CHECKED = "Seen in a public source"
NOT_CHECKED = "Not checked against the guidance"


@dataclass(frozen=True)
class Answer:
    """An item of the checklist, the sections that answer it, and how far they are: `met` when each
    is approved or left out and one is there, `partly` when one has something in it, `missing`."""

    item: ChecklistItem
    sections: tuple[ReportSection, ...]
    state: str

    @property
    def mark(self) -> str:
        """Whether the item was seen in a public source, in words."""
        return CHECKED if self.item.checked else NOT_CHECKED


def answers(edition: Edition, sections: Sequence[ReportSection]) -> list[Answer]:
    """The checklist of an edition against a report's sections, in the checklist's order."""
    by_key = {section.key: section for section in sections}
    found = []
    for item in edition.items:
        tied = tuple(
            by_key[section.key]
            for section in edition.sections
            if item.key in section.items and section.key in by_key
        )
        found.append(Answer(item, tied, _state(tied)))
    return found


def _state(sections: Sequence[ReportSection]) -> str:
    approved, left_out = ReportSection.State.APPROVED, ReportSection.State.LEFT_OUT
    states = [section.state for section in sections]
    if approved in states and set(states) <= {approved, left_out}:
        return MET
    return PARTLY if any(section.text for section in sections) else MISSING
