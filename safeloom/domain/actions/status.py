"""How an action stands on a day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from safeloom.domain.actions.definitions import QUIET_DAYS, SOON_DAYS, Said, State, Verdict


@dataclass(frozen=True)
class Watch:
    """When an action that nobody calls at risk is so: due within `soon` days, and not heard of in the
    last `quiet` days."""

    soon: int = SOON_DAYS
    quiet: int = QUIET_DAYS

    def soon_until(self, day: date) -> date:
        """The last due date that is soon, as seen on a day."""
        return day + timedelta(days=self.soon)

    def heard_since(self, day: date) -> date:
        """The first day of an update that still counts, as seen on a day."""
        return day - timedelta(days=self.quiet)


@dataclass(frozen=True)
class Facts:
    """What a status follows from: when it is due (None: not known), the owner's view, the day of the
    last update (None: there was none), and the last verdict of somebody else."""

    due: date | None = None
    said: str = ""
    heard: date | None = None
    verdict: str = ""


def state_of(facts: Facts, day: date, watch: Watch) -> State:
    """The status on a day. What was decided goes before what the owner says, that before what the days
    say; an action due today is not overdue, one without a due date never. `queries/states.py` says the
    same to the database.
    """
    if facts.verdict in (Verdict.CLOSED, Verdict.DROPPED):
        return State.CLOSED
    if facts.said == Said.DONE:
        return State.EVIDENCED if facts.verdict == Verdict.ACCEPTED else State.COMPLETE
    if facts.due is not None and facts.due < day:
        return State.OVERDUE
    if facts.said == Said.AT_RISK or _unheard(facts, day, watch):
        return State.AT_RISK
    return State.ON_TRACK if facts.heard else State.NOT_STARTED


def _unheard(facts: Facts, day: date, watch: Watch) -> bool:
    """Due soon, and nobody has said anything for a while."""
    if facts.due is None or facts.due > watch.soon_until(day):
        return False
    return facts.heard is None or facts.heard < watch.heard_since(day)


@dataclass(frozen=True)
class Told:
    """An update or a decision, as far as a status follows from it."""

    day: date
    said: str = ""
    verdict: str = ""


@dataclass(frozen=True)
class Last:
    """What an action's rows said last. `done_on`: since when the owner has called it done; `ended`: when
    it was closed."""

    said: str = ""
    heard: date | None = None
    done_on: date | None = None
    verdict: str = ""
    ended: date | None = None


def last_of(told: Iterable[Told]) -> Last:
    """What updates and decisions, the earliest first, come to. What is sent back or reopened is no
    longer done; evidence that was accepted of something done counts no more once it is not. Nothing
    but reopening changes what is closed."""
    last = Last()
    for one in told:
        if last.ended is not None and one.verdict != Verdict.REOPENED:
            continue
        last = _decided(last, one) if one.verdict else _updated(last, one)
    return last


def _updated(last: Last, one: Told) -> Last:
    heard = one.day if last.heard is None else max(last.heard, one.day)
    if not one.said:
        return replace(last, heard=heard)
    if one.said == Said.DONE:
        return replace(last, heard=heard, said=one.said, done_on=last.done_on or one.day)
    verdict = "" if last.verdict == Verdict.ACCEPTED else last.verdict
    return replace(last, heard=heard, said=one.said, done_on=None, verdict=verdict)


def _decided(last: Last, one: Told) -> Last:
    if one.verdict in (Verdict.CLOSED, Verdict.DROPPED):
        return replace(last, verdict=one.verdict, ended=one.day)
    if one.verdict == Verdict.ACCEPTED:
        return replace(last, verdict=one.verdict)
    return replace(last, said="", done_on=None, verdict=one.verdict, ended=None)
