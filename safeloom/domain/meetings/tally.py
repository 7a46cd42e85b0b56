"""Counting attendance: rows of marks and counts made into lines, and pooled over all of them."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from safeloom.kernel.rounding import divide_half_up


@dataclass(frozen=True)
class Tally:
    """How often somebody was invited, came, sent a deputy, sent apologies, did neither. What is told
    only as invited and attended has no apologies and no absences: `invited` is what was counted."""

    invited: int = 0
    attended: int = 0
    deputies: int = 0
    apologies: int = 0
    absent: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.invited + other.invited,
            self.attended + other.attended,
            self.deputies + other.deputies,
            self.apologies + other.apologies,
            self.absent + other.absent,
        )

    def filled(self, *, with_deputies: bool) -> int:
        """How often the seat was filled: by its holder, or by a deputy where those count."""
        return self.attended + (self.deputies if with_deputies else 0)

    def percent(self, *, with_deputies: bool) -> Decimal | None:
        """How often the seat was filled, of a hundred invitations, rounded half up; None where nobody
        was invited."""
        if not self.invited:
            return None
        filled = Decimal(self.filled(with_deputies=with_deputies))
        return divide_half_up(filled * 100, Decimal(self.invited), 0)


@dataclass(frozen=True)
class Counted:
    """A tally, and whose it is: lines of one `key` are one. `agency` is empty where it is nobody's."""

    key: Hashable
    called: str
    agency: str
    tally: Tally
    order: tuple = field(default=(), compare=False)


def pooled(lines: Iterable[Counted]) -> Tally:
    """All lines together: sums over sums, never the mean of percentages."""
    return sum((line.tally for line in lines), Tally())


def merged(lines: Sequence[Counted]) -> list[Counted]:
    """Lines of one key as one, in the order in which the first of each came."""
    found: dict[Hashable, Counted] = {}
    for line in lines:
        first = found.get(line.key)
        tally = first.tally + line.tally if first else line.tally
        last = first or line
        found[line.key] = Counted(line.key, last.called, last.agency, tally, last.order)
    return list(found.values())
