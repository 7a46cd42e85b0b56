"""What can be done."""

from .measures import add_measure, ask_for, change_measure, set_target, stop_asking
from .returns import (
    Written,
    enter_return,
    enter_returns,
    mark_not_applicable,
    mark_not_supplied,
    restate_return,
)

__all__ = [
    "Written",
    "add_measure",
    "ask_for",
    "change_measure",
    "enter_return",
    "enter_returns",
    "mark_not_applicable",
    "mark_not_supplied",
    "restate_return",
    "set_target",
    "stop_asking",
]
