"""The bodies of a round one by one: who has not returned it, who signed, and what they would like."""

from collections.abc import Iterable
from datetime import date

from django.db.models import (
    CharField,
    DateField,
    F,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from safeloom.domain.partnership.models import SchoolEntry
from safeloom.domain.partnership.queries.names import name_on
from safeloom.domain.questionnaires.models import (
    Answer,
    Campaign,
    Contributor,
    Reminder,
    Response,
    SignOff,
)
from safeloom.domain.questionnaires.queries.campaigns import standing
from safeloom.domain.questionnaires.queries.rows import responses
from safeloom.domain.questionnaires.workflows import CHANGES, COUNTED, OPEN
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.systems.school_return.content import NEEDS

LATE, WAITING, BACK, RETURNED, UNSIGNED = "late", "waiting", "back", "returned", "unsigned"
STATES = (
    (RETURNED, "Returned"),
    (WAITING, "Not returned"),
    (LATE, "Not returned, and late"),
    (BACK, "Sent back for changes"),
    (UNSIGNED, "Not signed"),
)


def _entry(day: date, agency: str) -> QuerySet[SchoolEntry]:
    """The register's entry on a day, or the nearest before, for a subquery."""
    rows = SchoolEntry.objects.filter(agency=OuterRef(agency))
    rows = rows.filter(Q(start__isnull=True) | Q(start__lte=day))
    return rows.order_by(F("start").desc(nulls_last=True))


def with_school(rows: QuerySet, day: date, agency: str = "agency") -> QuerySet:
    """Rows with the `phase` and `type` of their school, as its register says on a day, and what it was
    `called` then."""
    entry = _entry(day, agency)
    empty = Value("")
    return rows.annotate(
        phase=Coalesce(Subquery(entry.values("phase")[:1]), empty, output_field=CharField()),
        type=Coalesce(Subquery(entry.values("group")[:1]), empty, output_field=CharField()),
        called=name_on(day, f"{agency}__"),
    )


def returns(viewer: Viewer, here: Partnership, campaign: Campaign) -> QuerySet[Response]:
    """The responses of a round with where they stand, their school's phase and kind, the day of the last
    reminder as `reminded_on`, who answers as `asked_now`, and who signed as `signatures`."""
    asked = Contributor.objects.filter(removed__isnull=True).select_related(
        "person__principal", "person__account"
    )
    signed = SignOff.objects.select_related("capacity")
    reminded = Reminder.objects.filter(response=OuterRef("pk")).order_by().values("response")
    rows = standing(responses(viewer, here).filter(campaign=campaign, agency__isnull=False))
    rows = with_school(rows.select_related("campaign__partnership"), campaign.due)
    return rows.annotate(
        reminded_on=Subquery(
            reminded.annotate(last=Max("day")).values("last"), output_field=DateField()
        )
    ).prefetch_related(
        Prefetch("contributors", asked, to_attr="asked_now"),
        Prefetch("signed_off", signed, to_attr="signatures"),
    )


def not_returned(rows: QuerySet[Response]) -> QuerySet[Response]:
    """Of responses as they stand those that the school has still to hand in."""
    return rows.filter(state__in=OPEN)


def in_state(rows: QuerySet[Response], value: str, day: date) -> QuerySet[Response]:
    """Of responses as they stand those that are returned, waited for, late, sent back, or not signed."""
    if value == RETURNED:
        return rows.filter(state__in=COUNTED)
    if value == LATE:
        return rows.filter(state__in=OPEN, due__lt=day)
    if value == BACK:
        return rows.filter(state=CHANGES)
    if value == UNSIGNED:
        return rows.exclude(pk__in=SignOff.objects.values("response"))
    return rows.filter(state__in=OPEN)


def days_late(row: Response, day: date) -> int:
    """How many days ago a response as it stands was due; 0 where it is not late."""
    return max(0, (day - row.due).days) if row.state in OPEN else 0


def needs(viewer: Viewer, here: Partnership, campaign: Campaign) -> QuerySet[Answer]:
    """What the schools that returned it would like of the partnership, with each school's phase and kind."""
    seen = responses(viewer, here, "response.see").filter(campaign=campaign)
    rows = Answer.objects.filter(
        response__in=seen.order_by().values("pk"),
        response__agency__isnull=False,
        question__key=NEEDS,
        counts=True,
    ).exclude(text="")
    rows = rows.select_related(
        "response__record",
        "response__agency__principal",
        "response__campaign__partnership",
    )
    return with_school(rows, campaign.due, "response__agency")


def names_of(people: Iterable[Contributor]) -> str:
    """Who answers, in a line."""
    return ", ".join(one.person.name for one in people)
