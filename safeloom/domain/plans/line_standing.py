"""How a line of a plan stands as at a day: worked out from its rows or from its action, never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from safeloom.domain.actions.definitions import State
from safeloom.domain.actions.models import Action
from safeloom.domain.actions.status import Facts, Told, Watch, last_of, state_of
from safeloom.domain.plans.definitions import Outcome
from safeloom.domain.plans.models import LineLead, LineOutcome, LineUpdate, PlanLine
from safeloom.kernel.dates import MONTHS, show_date
from safeloom.kernel.rag import Rag

# From the best to the worst: an order to count in, not a scale.
ORDER = (Rag.BLUE, Rag.GREEN, Rag.AMBER, Rag.RED, Rag.NONE)
_OF_ACTIONS = {
    State.NOT_STARTED: Rag.NONE,
    State.ON_TRACK: Rag.GREEN,
    State.AT_RISK: Rag.AMBER,
    State.OVERDUE: Rag.RED,
    State.COMPLETE: Rag.BLUE,
    State.EVIDENCED: Rag.BLUE,
    State.CLOSED: Rag.BLUE,
}


@dataclass(frozen=True)
class Due:
    """By when a line is due: a day, the last of a month where only that is meant, or words."""

    day: date | None = None
    by_month: bool = False
    words: str = ""

    def show(self) -> str:
        """`4 December 2026`, `March 2026`, `Not known (“Ongoing”)`, `Not known`."""
        if self.day is None:
            return f"Not known (“{self.words}”)" if self.words else "Not known"
        return month_words(self.day) if self.by_month else show_date(self.day)


@dataclass(frozen=True)
class LineStanding:
    """A line as at a day. `update` is the last that was said; of a line with an action, none."""

    line: PlanLine
    day: date
    rating: Rag
    due: Due
    lead: str
    update: LineUpdate | None
    outcome: LineOutcome | None

    @property
    def counts(self) -> bool:
        """Whether it is part of the position: what was dropped or carried forward by then is not."""
        return self.outcome is None or self.outcome.outcome == Outcome.DONE

    @property
    def is_late(self) -> bool:
        """Whether it is past its day and not complete."""
        return (
            self.counts
            and self.rating is not Rag.BLUE
            and self.due.day is not None
            and self.due.day < self.day
        )


def line_standing(line: PlanLine, day: date, watch: Watch) -> LineStanding:
    """How a line stands as at a day. Its rows were read with it (`queries.lines.with_rows`)."""
    outcome = getattr(line, "outcome", None)
    outcome = outcome if outcome is not None and outcome.day <= day else None
    if line.action is not None and line.action.opened <= day:
        rating, due, lead = _of_action(line.action, day, watch)
        update = None
    else:
        update = _latest(row for row in line.updates.all() if row.day <= day)
        rating = Rag(update.rating) if update else Rag.NONE
        said = _latest(row for row in line.dues.all() if row.day <= day)
        due = Due(said.due, said.by_month, said.words) if said else Due()
        row = _latest(row for row in line.leads.all() if row.holds(day))
        lead = lead_words(row)
    if outcome is not None and outcome.outcome == Outcome.DONE:
        rating = Rag.BLUE
    return LineStanding(line, day, rating, due, lead, update, outcome)


def lead_words(row: LineLead | None) -> str:
    """Who leads, in a line."""
    return row.called if row is not None else "Nobody"


def month_words(day: date) -> str:
    """`March 2026`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def _of_action(action: Action, day: date, watch: Watch) -> tuple[Rag, Due, str]:
    """What an action says of a line: its state as at the day, and its due date and owner then."""
    updates = [(row.day, row.at, Told(row.day, said=row.said)) for row in action.updates.all()]
    decided = [
        (row.day, row.at, Told(row.day, verdict=row.verdict)) for row in action.decisions.all()
    ]
    told = sorted((row for row in [*updates, *decided] if row[0] <= day), key=lambda row: row[:2])
    last = last_of(row[2] for row in told)
    due = _due_on(action, day)
    state = state_of(Facts(due, last.said, last.heard, last.verdict), day, watch)
    owners = [row for row in action.ownerships.all() if row.holds(day)]
    lead = "Nobody"
    if owners:
        post = owners[-1].post
        lead = f"{post.title}, {owners[-1].agency}" if post else str(owners[-1].agency)
    return _OF_ACTIONS[state], Due(due, False, "" if due else action.due_words), lead


def _due_on(action: Action, day: date) -> date | None:
    """When an action was due as at a day: what it was before the first move after that."""
    later = [row for row in action.due_moves.all() if row.day > day]
    return min(later, key=lambda row: (row.day, row.at)).was if later else action.due


def _latest(rows: Iterable) -> "object | None":
    found = list(rows)
    return found[-1] if found else None
