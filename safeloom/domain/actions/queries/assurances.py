"""What agencies are asked to show, and what they said."""

from datetime import date

from django.db.models import (
    Case,
    CharField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from safeloom.domain.actions.models import Assurance, AssuranceAnswer, Recommendation
from safeloom.domain.actions.queries.concealing import hiding, opened_sources
from safeloom.domain.partnership.queries.names import name_on
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership

SEE = "assurance.see"
Embedded = AssuranceAnswer.Embedded


class Asked(TextChoices):
    """Where an assurance stands."""

    ASKED = "asked", "Asked"
    LATE = "late", "Late"
    ANSWERED = "answered", "Answered, to be looked at"
    SENT_BACK = "sent-back", "Sent back"
    NOT_YET = "not-yet", "Not embedded yet"
    EMBEDDED = "embedded", "Embedded"


TAGS = {
    Asked.ASKED: "plain",
    Asked.LATE: "late",
    Asked.ANSWERED: "wait",
    Asked.SENT_BACK: "wait",
    Asked.NOT_YET: "wait",
    Asked.EMBEDDED: "done",
}
# What waits for the agency.
FOR_AGENCY = (Asked.ASKED, Asked.LATE, Asked.SENT_BACK, Asked.NOT_YET)


def assurances(
    viewer: Viewer, partnership: Partnership, permission: str = SEE
) -> QuerySet[Assurance]:
    """The assurances a viewer may see, without those of recommendations from a sealed record they may
    not open."""
    rows = Assurance.objects.select_related(
        "record__partnership",
        "partnership",
        "recommendation__record",
        "recommendation__source",
        "agency__principal",
        "agency__record",
    )
    opened = opened_sources(viewer, partnership, Recommendation)
    sealed = Recommendation.objects.filter(hiding(opened), partnership=partnership)
    rows = rows.exclude(recommendation__in=sealed.values("pk"))
    return viewer.rows(permission, rows, partnership.pk)


def with_state(rows: QuerySet[Assurance], day: date) -> QuerySet[Assurance]:
    """Assurances with `called` (the agency's name of the day), `embedded` (what was said last, empty where
    nothing was) and `state`, a key of `Asked`."""
    last = AssuranceAnswer.objects.filter(assurance=OuterRef("pk")).order_by("-at", "-id")
    judged = Case(
        When(judgement__accepted=True, then=Value("accepted")),
        When(judgement__accepted=False, then=Value("sent-back")),
        default=Value("waits"),
        output_field=CharField(),
    )
    rows = rows.annotate(
        called=name_on(day, "agency__"),
        embedded=Coalesce(Subquery(last.values("embedded")[:1]), Value("")),
        judged=Coalesce(Subquery(last.annotate(judged=judged).values("judged")[:1]), Value("")),
    )
    done = Q(judged="accepted", embedded=Embedded.YES)
    steps = [
        (done, Asked.EMBEDDED),
        (Q(judged="waits"), Asked.ANSWERED),
        (Q(due__lt=day), Asked.LATE),
        (Q(judged="sent-back"), Asked.SENT_BACK),
        (Q(judged="accepted"), Asked.NOT_YET),
    ]
    return rows.annotate(
        state=Case(
            *(When(rule, then=Value(one.value)) for rule, one in steps),
            default=Value(Asked.ASKED.value),
            output_field=CharField(),
        )
    )


def of_recommendation(
    viewer: Viewer, partnership: Partnership, recommendation: Recommendation
) -> list[Assurance]:
    """What agencies are asked about a recommendation, as far as the viewer sees it, by agency."""
    rows = assurances(viewer, partnership).filter(recommendation=recommendation)
    return list(with_state(rows, viewer.day).order_by("called"))


def answers_of(assurance: Assurance) -> list[AssuranceAnswer]:
    """What the agency said, the latest first, each with what was made of it. 1 query."""
    rows = assurance.answers.select_related("by__principal", "judgement__by__principal")
    return list(rows.order_by("-at", "-id"))


def to_answer(viewer: Viewer, partnership: Partnership) -> QuerySet[Assurance]:
    """What waits for the agencies the viewer answers for, the first due first; none for the unit, which
    answers for nobody."""
    if viewer.may_everywhere("assurance.answer", partnership.pk):
        return Assurance.objects.none()
    rows = with_state(assurances(viewer, partnership, "assurance.answer"), viewer.day)
    return rows.filter(state__in=FOR_AGENCY).exclude(agency__end__lt=viewer.day).order_by("due")


def to_judge(viewer: Viewer, partnership: Partnership) -> QuerySet[Assurance]:
    """The answers the unit has not looked at, the first asked first."""
    rows = with_state(assurances(viewer, partnership, "assurance.judge"), viewer.day)
    return rows.filter(state=Asked.ANSWERED).order_by("due")
