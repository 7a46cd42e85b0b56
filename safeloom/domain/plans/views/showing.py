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


def state_of(one: Standing) -> tuple[str, str]:
    """What is to be known of a risk in a word or two, and the kind of its tag."""
    if one.closing is not None:
        return f"Closed {date_words(one.closing.start)}", "plain"
    if one.expired:
        return f"Acceptance expired {date_words(one.acceptance.end)}", "late"
    if one.is_late:
        return "Review overdue", "late"
    if one.accepted:
        return f"Accepted until {date_words(one.acceptance.end)}", "wait"
    if one.outside:
        return "Outside appetite", "late"
    return "On the register", "done"
