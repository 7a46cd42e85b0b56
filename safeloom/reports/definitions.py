"""What a kind of report is: its sections, and what each guidance edition asks of it."""

from dataclasses import dataclass
from datetime import date

AFTER_PERIOD = "period-end"
AFTER_LAST = "last-publication"
AFTER_PUBLICATION = "publication"


@dataclass(frozen=True)
class ChecklistItem:
    """One thing an edition asks a report to contain, in our own words.

    `source` names the act, guidance or place where it was read; `checked` is true only where a
    public source was seen that says so. No list of items is called complete.
    """

    key: str
    words: str
    source: str
    checked: bool


@dataclass(frozen=True)
class SectionDefinition:
    """A section of a report under one edition: what to write, which items of the checklist it
    answers and which live blocks it begins with."""

    key: str
    title: str
    guidance: str
    items: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deadline:
    """A day by which something is due.

    `after` is the day counted from: the end of the reporting period, the last publication, or this
    one. Due `months` and `days` later, or on the next `day` of `month` where those are given.
    """

    key: str
    words: str
    after: str
    source: str
    checked: bool
    months: int = 0
    days: int = 0
    month: int = 0
    day: int = 0


@dataclass(frozen=True)
class Edition:
    """A guidance edition: the checklist, the sections that answer it and the deadlines it sets.

    `in_force` is the first day a report may be opened under it; a report keeps the edition it
    began under.
    """

    key: str
    title: str
    note: str
    in_force: date
    items: tuple[ChecklistItem, ...]
    sections: tuple[SectionDefinition, ...]
    deadlines: tuple[Deadline, ...]

    def section(self, key: str) -> SectionDefinition | None:
        """The section of that key, if this edition has it."""
        return next((section for section in self.sections if section.key == key), None)

    def items_of(self, section: SectionDefinition) -> tuple[ChecklistItem, ...]:
        """The checklist items a section answers, in the checklist's order."""
        return tuple(item for item in self.items if item.key in section.items)


@dataclass(frozen=True)
class ReportDefinition:
    """A kind of report. `prefix` begins its references; `editions` run oldest first."""

    key: str
    title: str
    prefix: str
    editions: tuple[Edition, ...]

    def edition(self, key: str) -> Edition:
        """The edition of that key. Raises KeyError."""
        return {edition.key: edition for edition in self.editions}[key]

    def in_force(self, day: date) -> Edition:
        """The newest edition in force on a day; the oldest for days before all of them."""
        begun = [edition for edition in self.editions if edition.in_force <= day]
        return begun[-1] if begun else self.editions[0]
