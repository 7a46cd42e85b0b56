"""Whether a meeting can decide, by the rule of its series: worked out, never stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

NONE, EACH_KIND, EACH_PARTNER = "none", "each-kind", "each-partner"
ATTENDED, DEPUTY = "attended", "deputy"


@dataclass(frozen=True)
class Rule:
    """Which statutory partners must be there, how many seats must be filled at least (None: any), and
    whether a deputy counts."""

    partners: str = NONE
    seats: int | None = None
    deputies_count: bool = True

    @property
    def says_something(self) -> bool:
        """Whether there is a rule at all."""
        return self.partners != NONE or bool(self.seats)


@dataclass(frozen=True)
class Partner:
    """A statutory partner on the day of the meeting, and its kind in words."""

    agency: UUID
    name: str
    kind: str


@dataclass(frozen=True)
class Filled:
    """A seat and how it was marked."""

    agency: UUID | None
    statutory: bool
    state: str


@dataclass(frozen=True)
class Quorum:
    """Who is missing, in words, and how many seats are filled of those that must be."""

    missing: tuple[str, ...]
    filled: int
    needed: int

    @property
    def met(self) -> bool:
        """Whether the meeting can decide."""
        return not self.missing and self.filled >= self.needed


def quorum(
    rule: Rule, partners: Sequence[Partner], kinds: Sequence[str], seats: Sequence[Filled]
) -> Quorum:
    """Whether these seats make the meeting able to decide. A statutory partner is there when one of its
    seats that are marked as statutory is filled: by its holder, or by a deputy where the rule lets one
    count. `kinds` are the kinds of partner there must be one of, in words; of a kind for which nobody is
    recorded as partner, nobody can be there."""
    states = {ATTENDED, DEPUTY} if rule.deputies_count else {ATTENDED}
    filled = [seat for seat in seats if seat.state in states]
    there = {seat.agency for seat in filled if seat.statutory}
    missing: list[str] = []
    if rule.partners == EACH_PARTNER:
        missing = [partner.name for partner in partners if partner.agency not in there]
    elif rule.partners == EACH_KIND:
        present = {partner.kind for partner in partners if partner.agency in there}
        missing = [kind for kind in kinds if kind not in present]
    return Quorum(tuple(missing), len(filled), rule.seats or 0)
