"""How an action stood on a day that has passed, from its rows; no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from safeloom.domain.actions.definitions import State
from safeloom.domain.actions.status import Facts, Told, Watch, last_of, state_of


@dataclass(frozen=True)
class Story:
    """An action agreed on `opened` and due on `due` now. `moves` are the days on which its due date was
    moved with what it was before, `told` its updates and decisions, each the earliest first."""

    opened: date
    due: date | None = None
    moves: tuple[tuple[date, date | None], ...] = ()
    told: tuple[Told, ...] = ()


def due_on(story: Story, day: date) -> date | None:
    """When it was due, as it was said at the end of a day."""
    return next((was for moved, was in story.moves if moved > day), story.due)


def stood(story: Story, day: date, watch: Watch) -> State | None:
    """How it stood at the end of a day; None where it was not agreed on yet."""
    if story.opened > day:
        return None
    last = last_of(one for one in story.told if one.day <= day)
    facts = Facts(due_on(story, day), last.said, last.heard, last.verdict)
    return state_of(facts, day, watch)


def counted(stories: Iterable[Story], day: date, watch: Watch) -> dict[State, int]:
    """How many stood how at the end of a day."""
    found = dict.fromkeys(State, 0)
    for story in stories:
        state = stood(story, day, watch)
        if state is not None:
            found[state] += 1
    return found
