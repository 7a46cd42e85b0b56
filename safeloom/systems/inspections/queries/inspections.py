"""Inspections, where each stands on a day, and the calendar of them."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import (
    Case,
    CharField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from safeloom.domain.partnership.queries.names import name_on
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.dates import MONTHS, show_date
from safeloom.systems.inspections.models import Inspection, InspectionPosition, Judgement

SEE = "inspection.see"
WHOLE = "The partnership"


class State(TextChoices):
    """Where an inspection stands; worked out, never stored."""

    EXPECTED = "expected", "Expected"
    COMING = "coming", "Date known"
    NOW = "now", "Under way"
    AWAITED = "awaited", "Report awaited"
    REPORTED = "reported", "Reported"


TAGS = {
    State.EXPECTED: "plain",
    State.COMING: "wait",
    State.NOW: "wait",
    State.AWAITED: "wait",
    State.REPORTED: "done",
}


def inspections(
    viewer: Viewer, partnership: Partnership, permission: str = SEE
) -> QuerySet[Inspection]:
    """The inspections a viewer may see: a lead those of their agency and of the partnership."""
    rows = Inspection.objects.select_related("record__partnership", "partnership")
    return viewer.rows(permission, rows, partnership.pk)


def with_state(rows: QuerySet[Inspection], day: date) -> QuerySet[Inspection]:
    """Inspections with `called` (the agency's name of its days, empty for the partnership), `state`, and
    the last `position` (a rating, empty where nobody said). No further queries."""
    last = InspectionPosition.objects.filter(inspection=OuterRef("pk")).order_by("-at", "-id")
    steps = [
        (Q(reported__isnull=False), State.REPORTED),
        (Q(begins__isnull=True) | Q(certain=False), State.EXPECTED),
        (Q(begins__gt=day), State.COMING),
        (Q(last_day__gte=day), State.NOW),
    ]
    rows = rows.annotate(last_day=Coalesce("ends", "begins"))
    return rows.annotate(
        called=Coalesce(name_on(day, "agency__"), Value("")),
        position=Coalesce(Subquery(last.values("rating")[:1]), Value("")),
        state=Case(
            *(When(rule, then=Value(one.value)) for rule, one in steps),
            default=Value(State.AWAITED.value),
            output_field=CharField(),
        ),
    )


def listed(viewer: Viewer, partnership: Partnership) -> QuerySet[Inspection]:
    """Inspections as at the viewer's day, the latest first, those without a day at the top."""
    rows = with_state(inspections(viewer, partnership), viewer.day)
    return rows.order_by(F("begins").desc(nulls_first=True), "record__reference")


def may_say(viewer: Viewer, inspection: Inspection) -> bool:
    """Whether a viewer may say where one stands: the unit for all, a lead for their own agency's."""
    key = inspection.partnership_id
    if viewer.may_everywhere("inspection.say_position", key):
        return True
    own = Inspection.objects.filter(pk=inspection.pk, agency__isnull=False)
    return viewer.rows("inspection.say_position", own, key).exists()


def when_words(inspection: Inspection) -> str:
    """`3 to 14 March 2026`, `expected 3 March 2026`, `Autumn 2026`."""
    if inspection.begins is None:
        return inspection.expected
    first, last = inspection.begins, inspection.ends or inspection.begins
    if first == last:
        words = show_date(first)
    elif (first.year, first.month) == (last.year, last.month):
        words = f"{first.day} to {show_date(last)}"
    else:
        words = f"{show_date(first)} to {show_date(last)}"
    if inspection.certain:
        return words
    return f"expected {words}" + (f" ({inspection.expected})" if inspection.expected else "")


@dataclass(frozen=True)
class Month:
    """A month of the calendar, and what begins in it."""

    title: str
    key: str
    rows: tuple[Inspection, ...]


def calendar(rows: QuerySet[Inspection], year: int) -> list[Month]:
    """What begins in each month of a year, months without anything left out. 1 query."""
    found = rows.filter(begins__year=year).order_by("begins", "record__reference")
    return [
        Month(MONTHS[month - 1], f"month-{month}", tuple(of_month))
        for month, of_month in groupby(found, lambda row: row.begins.month)
    ]


def without_day(rows: QuerySet[Inspection]) -> list[Inspection]:
    """What is expected on no day that is known. 1 query."""
    return list(rows.filter(begins__isnull=True).order_by("record__reference"))


def years(rows: QuerySet[Inspection]) -> list[int]:
    """The years in which something begins, in order. 1 query."""
    found = rows.order_by().filter(begins__isnull=False).values_list("begins__year", flat=True)
    return sorted(set(found.distinct()))


def judgements_of(inspection: Inspection) -> list[Judgement]:
    """What was judged, in the order in which it was noted. 1 query."""
    rows = inspection.judgements.filter(withdrawn__isnull=True)
    return list(rows.select_related("by__principal"))


def positions_of(inspection: Inspection) -> list[InspectionPosition]:
    """Where one stood, the latest first. 1 query."""
    return list(inspection.positions.select_related("by__principal"))
