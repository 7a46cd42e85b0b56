"""What arrived, and where each stands: worked out from its rows, never stored."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields import CharField
from django.db.models.functions import Coalesce

from safeloom.domain.partnership.queries.names import name_on
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.dated import holding
from safeloom.foundation.identity.models import Partnership
from safeloom.systems.national.models import (
    AnswerStep,
    ComparisonRow,
    NationalAnswer,
    NationalItem,
    NationalOwner,
    NationalStep,
)

SEE = "national.see"
UNIT = "Business unit"
Step = NationalStep.Kind


@dataclass(frozen=True)
class State:
    """Where an item stands: words, and the kind of tag that shows them."""

    key: str
    words: str
    tag: str


TO_COMPARE = State("to-compare", "To be compared", "wait")
COMPARING = State("comparing", "Being compared", "wait")
LATE = State("late", "Comparison late", "late")
TO_ANSWER = State("to-answer", "To be answered", "wait")
TO_APPROVE = State("to-approve", "Answer waits for approval", "wait")
TO_SEND = State("to-send", "Answer to be sent", "wait")
ANSWER_LATE = State("answer-late", "Closing day passed", "late")
DONE = State("done", "Done", "done")
STATES = {
    state.key: state
    for state in (
        TO_COMPARE,
        COMPARING,
        LATE,
        TO_ANSWER,
        TO_APPROVE,
        TO_SEND,
        ANSWER_LATE,
        DONE,
    )
}


def items(
    viewer: Viewer, partnership: Partnership, permission: str = SEE
) -> QuerySet[NationalItem]:
    """What arrived, the latest first."""
    rows = NationalItem.objects.select_related("record__partnership", "partnership")
    return viewer.rows(permission, rows, partnership.pk).order_by("-arrived", "record__reference")


def with_state(rows: QuerySet[NationalItem], day: date) -> QuerySet[NationalItem]:
    """Items with `owner_now` (the agency's name of the day, empty for the unit), `gaps`, `answer_writer`, and
    `state`, a key of `STATES`. A comparison that is open comes before an answer that is."""
    steps = NationalStep.objects.filter(item=OuterRef("pk")).order_by("-at", "-id")
    compared = steps.exclude(kind=Step.NO_ANSWER).values("kind")[:1]
    owner = NationalOwner.objects.filter(holding(day), item=OuterRef("pk"))
    answer = NationalAnswer.objects.filter(item=OuterRef("pk")).order_by("-version")
    last = AnswerStep.objects.filter(answer=OuterRef("pk")).order_by("-at", "-id").values("kind")
    stands = answer.annotate(stands=Coalesce(Subquery(last[:1]), Value("written")))
    live = Q(rows__withdrawn__isnull=True)
    open_gaps = Q(rows__gap__in=(ComparisonRow.Gap.PART, ComparisonRow.Gap.WHOLE))
    rows = rows.annotate(
        owner_now=Coalesce(
            Subquery(owner.annotate(called=name_on(day, "agency__")).values("called")[:1]),
            Value(""),
        ),
        row_count=Count("rows", filter=live, distinct=True),
        gaps=Count("rows", filter=live & open_gaps, distinct=True),
        compared_by=Coalesce(Subquery(compared), Value("")),
        answer_by=Coalesce(Subquery(stands.values("stands")[:1]), Value("")),
        answer_writer=Subquery(answer.values("written_by")[:1]),
        unanswered=Coalesce(
            Subquery(steps.filter(kind=Step.NO_ANSWER).values("kind")[:1]), Value("")
        ),
    )
    comparing = ~Q(compared_by__in=(Step.COMPARED, Step.NO_COMPARISON))
    answering = Q(closes__isnull=False, unanswered="") & ~Q(answer_by="sent")
    return rows.annotate(
        state=Case(
            When(answering & Q(closes__lt=day), then=Value(ANSWER_LATE.key)),
            When(comparing & Q(compare_by__lt=day), then=Value(LATE.key)),
            When(comparing & Q(row_count=0), then=Value(TO_COMPARE.key)),
            When(comparing, then=Value(COMPARING.key)),
            When(answering & Q(answer_by="written"), then=Value(TO_APPROVE.key)),
            When(answering & Q(answer_by="approved"), then=Value(TO_SEND.key)),
            When(answering, then=Value(TO_ANSWER.key)),
            default=Value(DONE.key),
            output_field=CharField(),
        ),
        next_day=Case(
            When(answering & comparing & Q(compare_by__lt=F("closes")), then=F("compare_by")),
            When(answering, then=F("closes")),
            When(comparing, then=F("compare_by")),
            default=None,
        ),
    )


def open_items(partnership: Partnership, day: date) -> QuerySet[NationalItem]:
    """What is not done with on a day, what is due first first."""
    rows = NationalItem.objects.filter(partnership=partnership).select_related("record")
    return with_state(rows, day).exclude(state=DONE.key).order_by("next_day", "record__reference")


def owner_of(item: NationalItem, day: date) -> NationalOwner | None:
    """Who compares on a day; None where the unit does."""
    rows = item.owners.filter(holding(day)).select_related("agency__principal", "agency__record")
    return rows.first()


def may_compare(viewer: Viewer, item: NationalItem, day: date) -> bool:
    """Whether a viewer may write the comparison: the unit may, and whoever acts for its owner."""
    if viewer.may_everywhere("national.compare", item.partnership_id):
        return True
    rows = NationalOwner.objects.filter(holding(day), item=item)
    return viewer.rows("national.compare", rows, item.partnership_id).exists()


def rows_of(item: NationalItem) -> list[ComparisonRow]:
    """The rows of the comparison in their order. 1 query."""
    return list(item.rows.filter(withdrawn__isnull=True).select_related("written_by__principal"))


def steps_of(item: NationalItem) -> list[NationalStep]:
    """What was decided of an item, the latest first. 1 query."""
    return list(item.steps.select_related("by__principal"))
