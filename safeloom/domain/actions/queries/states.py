"""The status of `status.py`, said to the database, so that a list can be narrowed by it."""

from datetime import date

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from safeloom.domain.actions.definitions import Said, State, Verdict
from safeloom.domain.actions.models import TrackerRule
from safeloom.domain.actions.status import Watch
from safeloom.foundation.identity.models import Partnership


def watch_of(partnership: Partnership, day: date) -> Watch:
    """When this partnership calls an action at risk on a day: one query."""
    rows = rules_of(partnership).filter(Q(start__isnull=True) | Q(start__lte=day))
    row = rows.first()
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


def rules_of(partnership: Partnership) -> QuerySet[TrackerRule]:
    """What a partnership set, the latest first."""
    rows = TrackerRule.objects.filter(partnership=partnership)
    return rows.order_by(F("start").desc(nulls_last=True))


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
