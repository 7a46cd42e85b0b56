"""Counting actions over time, by agency, by age and by what they come from."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from safeloom.domain.actions.definitions import Said, State, Verdict
from safeloom.domain.actions.models import Action, ActionDecision
from safeloom.domain.actions.progress import Span, Timeliness, spans_of
from safeloom.domain.actions.queries.concealing import sources_named
from safeloom.domain.actions.queries.rows import actions, told, with_owner
from safeloom.domain.actions.queries.states import bounds
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record

# Days since an action was agreed on, up to and not with.
AGES = (
    ("new", "Under 3 months", 0, 91),
    ("half", "3 to 6 months", 91, 183),
    ("year", "6 to 12 months", 183, 365),
    ("old", "A year and more", 365, 100_000),
)


@dataclass(frozen=True)
class Origin:
    """A record that actions come from, with how many there are, are open, and are overdue."""

    record: Record
    all: int
    open: int
    overdue: int


def open_spans(viewer: Viewer, here: Partnership) -> list[tuple[Span, int]]:
    """When the actions were open that the viewer is told of, each span with how many have it. 3 queries,
    and what `told` asks."""
    rows = told(viewer, here)
    again = ActionDecision.objects.filter(verdict=Verdict.REOPENED).values("action")
    plain = rows.exclude(pk__in=again).order_by()
    found: list[tuple[Span, int]] = [
        ((opened, ended), many)
        for opened, ended, many in plain.values_list("opened", "ended").annotate(Count("pk"))
    ]
    opened = dict(rows.filter(pk__in=again).order_by().values_list("pk", "opened"))
    decided: dict[UUID, list[tuple[date, str]]] = defaultdict(list)
    decisions = ActionDecision.objects.filter(action__in=again).order_by("day", "at", "pk")
    for key, day, verdict in decisions.values_list("action", "day", "verdict"):
        decided[key].append((day, verdict))
    for key, since in opened.items():
        found += [(span, 1) for span in spans_of(since, decided[key])]
    return found


def timeliness(viewer: Viewer, here: Partnership, first: date, last: date) -> list[Timeliness]:
    """By agency that owns them: of the actions due from a day to a day, how many were done by then,
    and all together at the end. 1 query, and what `told` asks."""
    return done_in_time(told(viewer, here), viewer.day, first, last)


def done_in_time(rows: QuerySet[Action], day: date, first: date, last: date) -> list[Timeliness]:
    """The same of these actions, by agency that owns them on `day`. 1 query."""
    rows = rows.exclude(verdict=Verdict.DROPPED).filter(due__gte=first, due__lte=last)
    done = Q(said=Said.DONE, done_on__lte=F("due")) | Q(
        verdict=Verdict.CLOSED, done_on__isnull=True, ended__lte=F("due")
    )
    named = with_owner(rows, day).order_by().values_list("agency_called")
    counted = named.annotate(many=Count("pk"), timely=Count("pk", filter=done))
    found = [Timeliness(name or "No owner", due, in_time) for name, due, in_time in counted]
    found.sort(key=lambda one: one.name.casefold())
    if len(found) > 1:
        due, in_time = sum(one.due for one in found), sum(one.in_time for one in found)
        found.append(Timeliness("All", due, in_time))
    return found


def by_age(viewer: Viewer, here: Partnership) -> list[tuple[str, str, int, int]]:
    """The open actions by how long ago they were agreed on: key and words of each age, how many, and how
    many of them overdue. 1 query, and what `told` asks."""
    rows = told(viewer, here).filter(ended__isnull=True).order_by()
    late = Q(due__lt=viewer.day) & ~Q(said=Said.DONE)
    asked = {
        name: Count("pk", filter=of_age(viewer.day, key) & more)
        for key, _, _, _ in AGES
        for name, more in ((f"all_{key}", Q()), (f"late_{key}", late))
    }
    counted = rows.aggregate(**asked)
    return [
        (key, words, counted[f"all_{key}"], counted[f"late_{key}"]) for key, words, _, _ in AGES
    ]


def of_age(day: date, key: str) -> Q:
    """The actions agreed on as long ago as the age of a key says."""
    ((_, _, least, most),) = [one for one in AGES if one[0] == key]
    return Q(opened__lte=day - timedelta(days=least), opened__gt=day - timedelta(days=most))


def origins(viewer: Viewer, here: Partnership) -> list[Origin]:
    """The records that actions come from and that may be named to the viewer, those with most overdue
    first. 2 queries, and what `sources_named` asks."""
    rows = actions(viewer, here)
    late = bounds(State.OVERDUE, viewer.day) & ~Q(said=Said.DONE)
    counted = (
        rows.order_by()
        .values("source")
        .annotate(
            many=Count("pk"),
            lasting=Count("pk", filter=Q(ended__isnull=True)),
            late=Count("pk", filter=late),
        )
    )
    found = {one["source"]: one for one in counted if one["source"]}
    records = sources_named(rows, viewer, here, found)
    lines = [
        Origin(one, found[one.pk]["many"], found[one.pk]["lasting"], found[one.pk]["late"])
        for one in records
    ]
    return sorted(lines, key=lambda one: (-one.overdue, -one.open, one.record.reference))
