"""Workflows: states, the steps between them, and what a step needs. Plain data; who did what is rows.

A definition is checked when it is made: every state is reached from the first, every state but the final ones
has a way on, and no step stands twice.
"""

from collections.abc import Collection
from dataclasses import dataclass

ANY = "*"


class NotPossible(ValueError):
    """This step does not lead on from that state."""


@dataclass(frozen=True)
class State:
    """Where a record may stand. `mark` is the kind of its tag (plain, wait, done, late); `final` ends it."""

    key: str
    title: str
    mark: str = "plain"
    final: bool = False


@dataclass(frozen=True)
class Step:
    """A way from states (`*`: any that is not final) to another. `title` is a verb with its object. Who holds
    `permission` may take it; `needs` names what must be given (`reason`, or what the system asks for)."""

    key: str
    title: str
    of: tuple[str, ...]
    to: str
    permission: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Workflow:
    """States and steps; the first state is where a record begins. Raises `ValueError` where it makes no
    sense."""

    key: str
    states: tuple[State, ...]
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        keys = [state.key for state in self.states]
        steps = [step.key for step in self.steps]
        if not keys or len(set(keys)) < len(keys) or len(set(steps)) < len(steps):
            raise ValueError(f"{self.key}: a state or a step stands twice, or there is none")
        for step in self.steps:
            if missing := ({*step.of, step.to} - {ANY}) - set(keys):
                raise ValueError(f"{self.key}: {step.key} names no state: {sorted(missing)}")
        if lost := set(keys) - self._reached():
            raise ValueError(f"{self.key}: nothing leads to {sorted(lost)}")
        for state in self.states:
            if bool(self.steps_from(state.key)) == state.final:
                raise ValueError(f"{self.key}: {state.key} is final, or has a way on, never both")

    @property
    def first(self) -> State:
        """Where a record begins."""
        return self.states[0]

    def state(self, key: str) -> State:
        """The state of a key. Raises `KeyError`."""
        return next((each for each in self.states if each.key == key), None) or _none(key)

    def steps_from(self, state: str, holding: Collection[str] | None = None) -> list[Step]:
        """The steps that lead on from a state; of those, with `holding`, those for which one of these
        permissions is held."""
        final = self.state(state).final
        return [
            step
            for step in self.steps
            if (state in step.of or (ANY in step.of and not final))
            and (holding is None or step.permission in holding)
        ]

    def step(self, key: str, state: str) -> Step:
        """The step of a key from a state. Raises `NotPossible` where it does not lead on from there."""
        for step in self.steps_from(state):
            if step.key == key:
                return step
        raise NotPossible(f"{key} does not lead on from {state}")

    def _reached(self) -> set[str]:
        reached, ahead = set(), {self.first.key}
        while ahead:
            reached |= ahead
            ahead = {step.to for here in reached for step in self.steps_from(here)} - reached
        return reached


def _none(key: str) -> State:
    raise KeyError(key)
