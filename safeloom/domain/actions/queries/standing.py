"""How a recommendation stands: worked out, for one and for a list by the database."""

from datetime import date

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from safeloom.domain.actions.definitions import Said
from safeloom.domain.actions.models import (
    Action,
    Assurance,
    AssuranceAnswer,
    Recommendation,
    RecommendationDecision,
)

Verdict = RecommendationDecision.Verdict
HOLDS = (Verdict.ACCEPTED, Verdict.PARTLY)


class Standing(TextChoices):
    """Where a recommendation stands."""

    AWAITING = "awaiting", "Awaiting a decision"
    ACCEPTED = "accepted", "Accepted"
    IN_PROGRESS = "in-progress", "In progress"
    DONE = "done", "Actions done"
    EMBEDDING = "embedding", "Being embedded"
    EMBEDDED = "embedded", "Embedded"
    REFUSED = "refused", "Not accepted"
    CLOSED = "closed", "Closed"


TAGS = {
    Standing.AWAITING: "wait",
    Standing.ACCEPTED: "plain",
    Standing.IN_PROGRESS: "wait",
    Standing.DONE: "done",
    Standing.EMBEDDING: "wait",
    Standing.EMBEDDED: "done",
    Standing.REFUSED: "plain",
    Standing.CLOSED: "plain",
}
OVER = (Standing.REFUSED, Standing.CLOSED)


def standing_of(
    verdict: str, *, actions: int = 0, left: int = 0, asked: int = 0, embedded: int = 0
) -> Standing:
    """Where a recommendation stands by the last decision, how many actions it has and how many of them
    are `left` to do, how many agencies are asked whether it is embedded and of how many that was accepted.
    What was reopened awaits a decision. `with_standing` says the same to the database."""
    if verdict in ("", Verdict.REOPENED):
        return Standing.AWAITING
    if verdict == Verdict.REFUSED:
        return Standing.REFUSED
    if verdict == Verdict.CLOSED:
        return Standing.CLOSED
    if left:
        return Standing.IN_PROGRESS
    if asked:
        return Standing.EMBEDDED if embedded >= asked else Standing.EMBEDDING
    return Standing.DONE if actions else Standing.ACCEPTED


def standing_words(standing: str, asked: int, embedded: int) -> str:
    """`Embedded by 3 of 5 agencies`, where agencies are asked; else the words of the standing."""
    if standing in (Standing.EMBEDDING, Standing.EMBEDDED):
        agencies = "agency" if asked == 1 else "agencies"
        return f"Embedded by {embedded} of {asked} {agencies}"
    return Standing(standing).label


def verdict_of(recommendation: Recommendation) -> str:
    """The last decision about it; empty where there is none. 1 query."""
    last = recommendation.decisions.order_by("-at", "-id").first()
    return last.verdict if last else ""


def with_shown(rows: QuerySet[Assurance]) -> QuerySet[Assurance]:
    """Assurances with `shown`: whether their last answer says embedded, and was accepted."""
    last = AssuranceAnswer.objects.filter(assurance=OuterRef("pk")).order_by("-at", "-id")
    shows = last.annotate(
        shows=Case(
            When(embedded=AssuranceAnswer.Embedded.YES, judgement__accepted=True, then=Value(True)),
            default=Value(False),
        )
    )
    return rows.annotate(shown=Coalesce(Subquery(shows.values("shows")[:1]), Value(False)))


def with_standing(rows: QuerySet[Recommendation], day: date) -> QuerySet[Recommendation]:
    """Recommendations with `verdict`, `action_count`, `left`, `asked`, `embedded` and `standing`, a key of
    `Standing`. An agency that ended before the day without an accepted answer is asked no longer. No
    further queries."""
    decision = RecommendationDecision.objects.filter(recommendation=OuterRef("pk"))
    actions = Action.objects.filter(source=OuterRef("pk"))
    assurances = with_shown(Assurance.objects.filter(recommendation=OuterRef("pk")))
    ended = Q(agency__end__lt=day)
    rows = rows.annotate(
        verdict=Coalesce(
            Subquery(decision.order_by("-at", "-id").values("verdict")[:1]), Value("")
        ),
        action_count=_count(actions, "source"),
        left=_count(actions.filter(ended__isnull=True).exclude(said=Said.DONE), "source"),
        waiting=_count(assurances.filter(shown=False).exclude(ended), "recommendation"),
        embedded=_count(assurances.filter(shown=True), "recommendation"),
    ).annotate(asked=F("waiting") + F("embedded"))
    steps = [
        (Q(verdict__in=("", Verdict.REOPENED)), Standing.AWAITING),
        (Q(verdict=Verdict.REFUSED), Standing.REFUSED),
        (Q(verdict=Verdict.CLOSED), Standing.CLOSED),
        (Q(left__gt=0), Standing.IN_PROGRESS),
        (Q(waiting__gt=0), Standing.EMBEDDING),
        (Q(embedded__gt=0), Standing.EMBEDDED),
        (Q(action_count__gt=0), Standing.DONE),
    ]
    return rows.annotate(
        standing=Case(
            *(When(rule, then=Value(one.value)) for rule, one in steps),
            default=Value(Standing.ACCEPTED.value),
            output_field=CharField(),
        )
    )


def _count(rows: QuerySet, by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(many=Count("pk", distinct=True)).values("many")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
