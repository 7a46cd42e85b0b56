"""The search behind `suppression`: second sets of numbers that fit all sums.

A move is a change of some cells, by whole numbers, that leaves every sum as it was. If every cell
that changes is hidden and stays where a hidden cell can be, a reader cannot tell the true numbers
from the moved ones. A search from the cell to protect, best first, finds the move for which the
smallest counts have to be hidden.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from typing import Any

Relation = tuple[tuple[str, int], ...]
_MOST_STEPS = 4000  # of one search; past it the whole component is hidden, which is always enough


@dataclass(frozen=True, slots=True)
class _Move:
    cost: tuple[int, int, int]  # counts hidden further, how many cells that is, cells changed
    changed: frozenset[str]


@dataclass
class Component:
    """Cells tied together by sums: their counts, the lowest a hidden one can be, and the sums."""

    values: Mapping[str, int]
    lowest: Mapping[str, int]
    below: int
    primary: frozenset[str]
    relations: list[Relation]
    hidden: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.hidden = set(self.primary)
        self._in: dict[str, list[int]] = {id: [] for id in self.values}
        for index, relation in enumerate(self.relations):
            for id, _ in relation:
                self._in[id].append(index)
        self._signs = [dict(relation) for relation in self.relations]

    def protect(self) -> set[str]:
        """The further cells to hide so that every hidden cell has a second possible count."""
        proofs: dict[str, tuple[_Move, bool]] = {}
        for id in sorted(self.primary, key=lambda each: (self.values[each], each)):
            if id in proofs:
                continue
            move, labelled = self._best(id, may_hide=True)
            if move is None:
                return set(self.values) - self.primary
            self.hidden |= move.changed
            # One move serves all the cells it changes; a weaker proof only the one it was made for.
            for other in move.changed & self.primary if labelled else {id}:
                proofs.setdefault(other, (move, labelled))
        self._show_again(proofs)
        return self.hidden - self.primary

    def _show_again(self, proofs: dict[str, tuple[_Move, bool]]) -> None:
        """Take back, largest first, cells that were hidden for another and are not needed now."""
        extra = sorted(self.hidden - self.primary, key=lambda id: (-self.values[id], id))
        for id in extra:
            self.hidden.discard(id)
            renewed: dict[str, tuple[_Move, bool]] = {}
            for other, (proof, labelled) in sorted(proofs.items()):
                if id not in proof.changed:
                    continue
                move, still = self._best(other, may_hide=False)
                if move is None or still < labelled:
                    self.hidden.add(id)
                    break
                renewed[other] = (move, still)
            else:
                proofs.update(renewed)
        self.hidden = set(self.primary).union(*(proof.changed for proof, _ in proofs.values()))

    def _best(self, id: str, *, may_hide: bool) -> tuple[_Move | None, bool]:
        """The cheapest move of a cell, and whether it holds also for a reader who knows which
        hidden cells are small."""
        for labelled in (True, False):
            moves = (self._search(id, step, labelled, may_hide) for step in (1, -1))
            found = [move for move in moves if move]
            if found:
                return min(found, key=lambda move: (move.cost, sorted(move.changed))), labelled
        return None, False

    def _fits(self, id: str, change: int, labelled: bool) -> bool:
        moved = self.values[id] + change
        if moved < self.lowest[id]:
            return False
        return not labelled or (moved < self.below) == (id in self.primary)

    def _search(self, start: str, step: int, labelled: bool, may_hide: bool) -> _Move | None:
        if not self._fits(start, step, labelled):
            return None
        order = count()
        first = frozenset({(start, step)})
        queue: list[tuple[Any, ...]] = [((0, 0, 1), next(order), first, {}, start, step)]
        seen = {first}
        hidden, values = self.hidden, self.values
        for _ in range(_MOST_STEPS):
            if not queue:
                return None
            # What is off balance is worked out when a way is taken up, as most never are.
            cost, _, known, before, last, by = heappop(queue)
            off = self._off_balance(before, last, by)
            changes = dict(known)
            if not off:
                return _Move(cost, frozenset(changes))
            index = min(off, key=lambda each: (len(self.relations[each]), each))
            for id, sign in self.relations[index]:
                further = id not in hidden
                if id in changes or (further and not may_hide):
                    continue
                whole = -off[index] * sign
                value = values[id] if further else 0
                dearer = (cost[0] + value, cost[1] + further, cost[2] + 1)
                for change in {whole, (whole > 0) - (whole < 0)}:
                    if not self._fits(id, change, labelled):
                        continue
                    following = known | {(id, change)}
                    if following not in seen:
                        seen.add(following)
                        heappush(queue, (dearer, next(order), following, off, id, change))
        return None

    def _off_balance(self, off: dict[int, int], id: str, change: int) -> dict[int, int]:
        """By how much each sum is off once a cell is changed too; those in balance are left out."""
        after = dict(off)
        for index in self._in[id]:
            after[index] = after.get(index, 0) + self._signs[index][id] * change
            if not after[index]:
                del after[index]
        return after
