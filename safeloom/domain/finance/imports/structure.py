"""What each row of an account sheet is: a title, a line, a total of what stands above it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from safeloom.domain.finance.definitions import Side
from safeloom.domain.finance.imports.amounts import amount_of
from safeloom.domain.finance.imports.headings import HEADINGS
from safeloom.kernel.money import NOTHING, money_words
from safeloom.web.imports.cleaning import plain, plain_heading
from safeloom.web.imports.kind import SPREAD, Row

TITLE, LINE, TOTAL = "title", "line", "total"
_TOTALS = re.compile(r"(?:grand |sub ?|overall )?totals?\b.*|.* totals?", re.I)
_BALANCES = re.compile(
    r"(?:balance|carry|carried|brought|surplus|deficit|net|opening|closing|in hand)\b.*", re.I
)
_SIDES = {word: side for side, words in HEADINGS["sides"].items() for word in words}


@dataclass
class Placed:
    """What a row is. `head` is the title it stands under; `notes` what is to be said of it."""

    what: str
    side: str = ""
    head: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Seen:
    """A row as it stands: its words, the head and side it names itself, its amounts by what they are of (a
    column, or a year and a column), and whether something stands there that is no amount."""

    number: int
    text: str
    head: str
    side: str
    amounts: Mapping[str, Decimal]
    unread: bool = False


def side_of(text: str) -> str:
    """The side that a row or heading means that says nothing else; empty where it means none."""
    return _SIDES.get(plain_heading(text), "")


def words_of(row: Row) -> tuple[str, str]:
    """What a row is about, and the head it names besides: a head without a part is what it is about."""
    text, head = row.text("line"), row.text("head")
    return (text, head) if text else (head, "")


def seen_rows(rows: Sequence[Row], names: Iterable[str]) -> list[Seen]:
    """The rows of a file, each number once with all its amounts."""
    found: dict[int, Seen] = {}
    columns = list(names)
    for row in rows:
        there = found.get(row.number)
        amounts, unread = (dict(there.amounts), there.unread) if there else ({}, False)
        for name in columns:
            read = amount_of(row.cells.get(name))
            unread |= bool(read.problem)
            if read.value is not None:
                key = f"{row.text('year')} {row.text('of')}" if name == SPREAD else name
                amounts[key] = read.value
        text, head = words_of(row)
        found[row.number] = Seen(row.number, text, head, side_of(row.text("side")), amounts, unread)
    return [found[number] for number in sorted(found)]


def place_rows(rows: Sequence[Seen], first_side: str = "") -> dict[int, Placed]:
    """What each row is, by its number. Totals are compared with what stands above them; where they are
    something else, the total says so."""
    return _Placing(first_side).place(rows)


@dataclass
class _Placing:
    side: str
    head: str = ""
    block: list[Seen] = field(default_factory=list)
    sides: dict[str, list[Seen]] = field(default_factory=dict)
    found: dict[int, Placed] = field(default_factory=dict)

    def place(self, rows: Sequence[Seen]) -> dict[int, Placed]:
        for row in rows:
            self.found[row.number] = self._one(row)
        return self.found

    def _one(self, row: Seen) -> Placed:
        if not row.amounts and (not row.unread or side_of(row.text)):
            return self._title(row)
        if not row.text or _TOTALS.fullmatch(row.text):
            return self._total(row)
        if _BALANCES.fullmatch(row.text):
            return self._balance(row)
        placed = Placed(LINE, row.side or self.side, row.head or self.head)
        self.block.append(row)
        self.sides.setdefault(placed.side, []).append(row)
        return placed

    def _title(self, row: Seen) -> Placed:
        if side := side_of(row.text):
            self.side, self.head, self.block = side, "", []
        elif row.text and not row.head:
            self.head, self.block = row.text, []
        return Placed(TITLE, self.side)

    def _total(self, row: Seen) -> Placed:
        placed = Placed(TOTAL, self.side)
        named = plain(row.text).split()
        of_side = next((side for word, side in _SIDES.items() if word in named), "")
        lines = self.sides.get(of_side, []) if of_side else self.block
        if not of_side and not _same(row, self.block):
            if (found := _divided(row, self.block)) is not None:
                lines = self._was_a_title(*found)
            elif _same(row, self.sides.get(self.side, [])):
                lines = self.sides[self.side]
        if words := _difference(row, lines):
            placed.notes.append(words)
        self.head, self.block = "", []
        return placed

    def _was_a_title(self, first: Seen, parts: Sequence[Seen]) -> list[Seen]:
        """A row of the block, whose amount is that of the rows below it; the lines of the block that are
        left. Where it stands first it is also what they are parts of."""
        placed = self.found[first.number]
        placed.what = TITLE
        if words := _difference(first, parts):
            placed.notes.append(words)
        self.sides[placed.side].remove(first)
        if first is self.block[0] and len(parts) == len(self.block) - 1:
            for row in parts:
                self.found[row.number].head = first.text
        return [row for row in self.block if row is not first]

    def _balance(self, row: Seen) -> Placed:
        placed = Placed(TOTAL, self.side)
        for key, said in row.amounts.items():
            left = _sum(self.sides.get(Side.INCOME, []), key)
            left -= _sum(self.sides.get(Side.EXPENDITURE, []), key)
            # What is carried forward is printed in brackets by some, as it balances the account.
            if abs(said) != abs(left):
                placed.notes.append(
                    f"It says {money_words(said)}; income less expenditure of this file is "
                    f"{money_words(left)}. It is not taken: an opening is set on its year."
                )
        self.head, self.block = "", []
        return placed


def _sum(lines: Sequence[Seen], key: str) -> Decimal:
    return sum((line.amounts.get(key, NOTHING) for line in lines), NOTHING)


def _same(total: Seen, lines: Sequence[Seen]) -> bool:
    return bool(lines) and all(said == _sum(lines, key) for key, said in total.amounts.items())


def _difference(total: Seen, lines: Sequence[Seen]) -> str:
    for key, said in total.amounts.items():
        worked_out = _sum(lines, key)
        if said != worked_out:
            return (
                f"It says {money_words(said)}; the lines come to {money_words(worked_out)}, a difference "
                f"of {money_words(abs(said - worked_out))}. The lines are taken."
            )
    return ""


def _divided(total: Seen, block: Sequence[Seen]) -> tuple[Seen, Sequence[Seen]] | None:
    """The row of a block that is divided in the rows below it, as its total counts only one of the two: the
    first row, whatever it says, where the total is of all below it; or one that says what the next
    rows come to, but for rounding, where the total is of the others and it."""
    if len(block) > 1 and _same(total, block[1:]):
        return block[0], block[1:]
    for at, row in enumerate(block):
        for end in range(at + 2, len(block) + 1):
            parts = block[at + 1 : end]
            if all(
                said == _sum(block, key) - _sum(parts, key)
                and abs(_sum(parts, key) - row.amounts.get(key, NOTHING)) <= len(parts)
                for key, said in total.amounts.items()
            ):
                return row, parts
    return None
