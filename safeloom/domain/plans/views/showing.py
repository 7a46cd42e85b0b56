"""Marks and words that several pages of risks show."""

from django.utils.safestring import SafeString

from safeloom.domain.plans.standing import Standing
from safeloom.kernel.risk import Score
from safeloom.web.marks import arrow, rag
from safeloom.web.words import date_words


def score_mark(score: Score) -> SafeString:
    """A score with its mark: `12 High`, `Not known`."""
    words = score.show() if score.value is None else f"{score.value} {score.band.word}"
    return rag(score.band.rag, words)


def movement_mark(one: Standing) -> SafeString:
    """The way a score went, with what it was: an arrow, `Up from 6`."""
    words = one.movement.word
    if one.movement.value in ("up", "down"):
        words += f" from {one.before.value}"
    return arrow(one.movement, words)


def movement_words(one: Standing) -> str:
    """The same for a file."""
    return one.movement.word


def states_of(one: Standing) -> list[tuple[str, str]]:
    """What is to be known of a risk, each in a word or two with the kind of its tag, the most urgent
    first."""
    if one.closing is not None:
        return [(f"Closed {date_words(one.closing.start)}", "plain")]
    found = []
    if one.expired and one.acceptance is not None:
        found.append((f"Acceptance expired {date_words(one.acceptance.end)}", "late"))
    if one.is_late:
        found.append(("Review overdue", "late"))
    if one.outside:
        found.append(("Outside appetite", "late"))
    if one.accepted and one.acceptance is not None:
        found.append((f"Accepted until {date_words(one.acceptance.end)}", "wait"))
    return found


def state_of(one: Standing) -> tuple[str, str]:
    """The most urgent of these, or that it is on the register."""
    return next(iter(states_of(one)), ("On the register", "done"))


def states_words(one: Standing) -> str:
    """All of these in a line."""
    return ", ".join(words for words, _ in states_of(one))
