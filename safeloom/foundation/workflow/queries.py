"""Reading where records stand."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from safeloom.foundation.records.models import Record
from safeloom.foundation.workflow.models import Move


@dataclass(frozen=True)
class Stay:
    """A record stood in a state from an instant to another; without an end it still does. `move` led
    there, None for the state in which it began."""

    state: str
    start: datetime
    end: datetime | None
    move: Move | None


def moves_of(record: Record) -> list[Move]:
    """The steps of a record, in order. 1 query."""
    return list(record.moves.select_related("by__principal"))


def state_after(moves: list[Move], first: str) -> str:
    """Where a record stands after these steps; `first` where none was taken."""
    return moves[-1].to if moves else first


def stays(moves: list[Move], first: str, began: datetime) -> list[Stay]:
    """How long a record stood where, from its beginning on."""
    entered = [(first, began, None), *((move.to, move.at, move) for move in moves)]
    ends = [move.at for move in moves] + [None]
    return [
        Stay(state, start, end, move)
        for (state, start, move), end in zip(entered, ends, strict=True)
    ]


def with_state(rows: QuerySet, first: str, record: str = "record") -> QuerySet:
    """Rows with `state` and `state_since` (None in the first), for lists to filter and sort by."""
    last = Move.objects.filter(record=OuterRef(record)).order_by("-number")
    return rows.annotate(
        state=Coalesce(Subquery(last.values("to")[:1]), Value(first)),
        state_since=Subquery(last.values("at")[:1]),
    )
