"""What home tells: what needs a person, what is coming, what changed since they were here."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Account, Partnership
from safeloom.kernel.registry import HomeCard, HomeLine, offered, resolve

# What counts as news to somebody who was never here before.
FIRST_VISIT = timedelta(days=14)
# Of what is coming and what changed, so many lines of a card stand open; of what needs a person, all.
OPEN_LINES = 6


@dataclass(frozen=True)
class Card:
    """One part of an answer."""

    title: str
    lines: tuple[HomeLine, ...]
    open: int

    @property
    def first(self) -> tuple[HomeLine, ...]:
        """The lines that stand open."""
        return self.lines[: self.open]

    @property
    def more(self) -> tuple[HomeLine, ...]:
        """The lines that one click opens."""
        return self.lines[self.open :]


@dataclass(frozen=True)
class Question:
    """One of the three questions, and its answer."""

    key: str
    title: str
    empty: str
    cards: tuple[Card, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not any(card.lines for card in self.cards)

    @property
    def count(self) -> int:
        """How many things there are to tell."""
        return sum(len(card.lines) for card in self.cards)


def since(account: Account) -> datetime:
    """The moment from which something is news to a person: their visit before this one."""
    return account.seen_before or datetime.now(UTC) - FIRST_VISIT


def needs_me(viewer: Viewer, partnership: Partnership) -> Question:
    """What waits for the person, with the days left."""
    return _ask("needs_me", "What needs you", "Nothing needs you now.", viewer, partnership)


def questions(viewer: Viewer, partnership: Partnership) -> list[Question]:
    """The three questions with their answers for one person in one partnership; before them, as long
    as there are any, the first steps on an installation where nothing is yet."""
    first = viewer.account.seen_before is None
    changed = "What changed in the last 14 days" if first else "What changed since you were here"
    begin = _ask("begin", "First steps", "", viewer, partnership)
    return [
        *([] if begin.is_empty else [begin]),
        needs_me(viewer, partnership),
        _ask("coming", "What is coming", "Nothing is planned yet.", viewer, partnership),
        _ask("changed", changed, "Nothing has changed.", viewer, partnership),
    ]


def _ask(key: str, title: str, empty: str, viewer: Viewer, partnership: Partnership) -> Question:
    news = since(viewer.account)
    waits = key in ("begin", "needs_me")
    cards = tuple(
        Card(card.title, lines, len(lines) if waits else OPEN_LINES)
        for card in offered(HomeCard)
        if card.question == key
        if (lines := tuple(resolve(card.source)(viewer, partnership, news)))
    )
    return Question(key, title, empty, cards)
