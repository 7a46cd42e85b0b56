"""The status of `status.py`, said to the database, so that a list can be narrowed by it."""

from datetime import date

from django.db.models import Case, CharField, Q, Value, When

from safeloom.domain.actions.definitions import Said, State, Verdict
from safeloom.domain.actions.models import TrackerRule
from safeloom.domain.actions.status import Watch
from safeloom.foundation.identity.models import Partnership


def watch_of(partnership: Partnership) -> Watch:
    """When this partnership calls an action at risk: one query."""
    row = TrackerRule.objects.filter(partnership=partnership).first()
    return Watch(row.soon, row.quiet) if row else Watch()


def bounds(state: str, day: date) -> Q:
    """What holds of every action in a state on a day, and of others too: columns by which an index finds
    few among tens of thousands. Whether one is in that state `state_on` alone says."""
    if state == State.CLOSED:
        return Q(ended__isnull=False)
    open_ = Q(ended__isnull=True)
    if state in (State.EVIDENCED, State.COMPLETE):
        return open_ & Q(said=Said.DONE)
    return open_ & Q(due__lt=day) if state == State.OVERDUE else open_


def state_on(day: date, watch: Watch) -> Case:
    """The key of the status on a day, as a column."""
    unheard = Q(due__lte=watch.soon_until(day)) & (
        Q(heard__isnull=True) | Q(heard__lt=watch.heard_since(day))
    )
    steps = [
        (Q(verdict__in=[Verdict.CLOSED, Verdict.DROPPED]), State.CLOSED),
        (Q(said=Said.DONE, verdict=Verdict.ACCEPTED), State.EVIDENCED),
        (Q(said=Said.DONE), State.COMPLETE),
        (Q(due__lt=day), State.OVERDUE),
        (Q(said=Said.AT_RISK) | unheard, State.AT_RISK),
        (Q(heard__isnull=False), State.ON_TRACK),
    ]
    return Case(
        *(When(rule, then=Value(state.value)) for rule, state in steps),
        default=Value(State.NOT_STARTED.value),
        output_field=CharField(),
    )
