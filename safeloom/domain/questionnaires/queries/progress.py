"""How far the bodies of a campaign are: the unit's board."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    Exists,
    IntegerField,
    Max,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from safeloom.domain.questionnaires.models import (
    Answer,
    Campaign,
    Contributor,
    Reminder,
    Response,
    ResponseLink,
)
from safeloom.domain.questionnaires.queries.campaigns import standing, submitted
from safeloom.domain.questionnaires.queries.given import evaluations
from safeloom.domain.questionnaires.queries.rows import campaigns, responses
from safeloom.domain.questionnaires.workflows import (
    CHANGES,
    DRAFT,
    MODERATED,
    OPEN,
    RESPONSE,
    SUBMITTED,
)
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.sealed.narrowing import without_sealed

LATE = "late"


def board(viewer: Viewer, here: Partnership, day: date) -> QuerySet[Response]:
    """Responses as a board shows them: with `state`, `due`, `last_day`, the last instant at which anything
    was `touched`, the days on which anybody was `reminded`, who answers as `asked_now`, and their `place`:
    what is late first."""
    touched = Answer.objects.filter(response=OuterRef("pk")).order_by()
    touched = touched.values("response").annotate(last=Max("at")).values("last")
    reminded = Reminder.objects.filter(response=OuterRef("pk")).order_by()
    reminded = reminded.values("response").annotate(n=Count("day", distinct=True)).values("n")
    asked = Contributor.objects.filter(removed__isnull=True).select_related("person__principal")
    return (
        standing(responses(viewer, here).select_related("campaign__partnership"))
        .annotate(
            touched=Subquery(touched, output_field=DateTimeField()),
            reminded=Coalesce(Subquery(reminded, output_field=IntegerField()), Value(0)),
            place=Case(
                When(state__in=OPEN, due__lt=day, then=Value(0)),
                When(state=CHANGES, then=Value(1)),
                When(state=DRAFT, then=Value(2)),
                When(state=SUBMITTED, then=Value(3)),
                When(state=MODERATED, then=Value(4)),
                default=Value(5),
            ),
        )
        .prefetch_related(Prefetch("contributors", asked, to_attr="asked_now"))
    )


def tell_progress(rows: Sequence[Response]) -> None:
    """Give each of these responses its `tally`. A fixed number of queries."""
    found = evaluations(rows)
    for row in rows:
        row.tally = found[row.pk].tally


def progress_words(row: Response) -> str:
    """`12 of 40 answered`, of a row with its tally."""
    return f"{row.tally.answered} of {row.tally.applicable} answered"


def is_late(row: Response, day: date) -> bool:
    """Whether the body has still to hand it in and the day for it has passed, of a row as it stands."""
    return row.state in OPEN and row.due < day and row.campaign.sent is not None


def in_state(rows: QuerySet[Response], value: str, day: date) -> QuerySet[Response]:
    """Responses as they stand that are in a state, or late."""
    if value == LATE:
        return rows.filter(state__in=OPEN, due__lt=day, campaign__sent__isnull=False)
    return rows.filter(state=value)


@dataclass(frozen=True)
class Counts:
    """How many responses of a campaign there are, are late, and stand in each state."""

    total: int
    late: int
    states: Counter[str]

    @property
    def waited_for(self) -> int:
        """How many the body has still to hand in."""
        return sum(self.states[key] for key in OPEN)


def counts(rows: QuerySet[Response], day: date) -> Counts:
    """How many of these responses, as they stand, are where. 1 query."""
    found = list(rows.order_by().values_list("state", "due", "campaign__sent"))
    late = sum(state in OPEN and due < day and sent is not None for state, due, sent in found)
    return Counts(len(found), late, Counter(state for state, _, _ in found))


def listed(viewer: Viewer, here: Partnership) -> QuerySet[Campaign]:
    """The campaigns of a partnership with how many were `asked` and, of an anonymous one, `came`."""
    # Of what is sealed nobody learns by how many there are.
    asked = without_sealed(Response.objects.filter(campaign=OuterRef("pk"))).order_by()
    asked = asked.values("campaign").annotate(n=Count("pk")).values("n")
    return campaigns(viewer, here).annotate(
        asked=Coalesce(Subquery(asked, output_field=IntegerField()), Value(0)),
    )


def tell_handed_in(rows: Sequence[Campaign]) -> None:
    """Give each of these campaigns how many responses were `handed_in`: of an anonymous one, all. 1 query."""
    found = Response.objects.filter(campaign__in=[one.pk for one in rows], record__isnull=False)
    found = submitted(without_sealed(found))
    many = Counter(found.values_list("campaign", flat=True))
    for row in rows:
        row.handed_in = row.asked if row.anonymous else many[row.pk]


def chased(
    viewer: Viewer, here: Partnership, campaign: Campaign, day: date
) -> QuerySet[Contributor]:
    """Who has still to answer a campaign, with the `state` and `due` of their response and whether they
    have `opened` a link."""
    waiting = standing(responses(viewer, here).filter(campaign=campaign)).filter(state__in=OPEN)
    mine = standing(Response.objects.filter(pk=OuterRef("response")))
    opened = ResponseLink.objects.filter(contributor=OuterRef("pk"), opened__gt=0)
    return (
        Contributor.objects.filter(removed__isnull=True, response__in=waiting.values("pk"))
        .select_related(
            "person__principal",
            "person__account",
            "response__record",
            "response__agency__principal",
            "response__person__principal",
            "capacity",
        )
        .annotate(
            state=Subquery(mine.values("state")[:1]),
            due=Subquery(mine.values("due")[:1]),
            opened=Exists(opened),
        )
    )


def body_of(row: Response) -> str:
    """Who answers: the agency, or the person."""
    return str(row.agency or row.person or "")


def state_words(row: Response) -> str:
    """Where a response stands, of a row with its state."""
    return RESPONSE.state(row.state).title
