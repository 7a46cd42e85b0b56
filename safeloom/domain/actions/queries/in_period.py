"""The recommendations of a period, each as it stood on its last day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from safeloom.domain.actions.as_it_stood import stood
from safeloom.domain.actions.definitions import State
from safeloom.domain.actions.models import (
    AssuranceAnswer,
    Recommendation,
    RecommendationDecision,
)
from safeloom.domain.actions.queries.concealing import SEALED
from safeloom.domain.actions.queries.standing import Verdict
from safeloom.domain.actions.queries.stories import ordinary, stories
from safeloom.domain.actions.status import Watch
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.today import ENGLAND

_DONE = (State.COMPLETE, State.EVIDENCED, State.CLOSED)


@dataclass(frozen=True)
class Stood:
    """A recommendation as it stood at the end of a day: the last decision by then with its reasons, how
    many actions followed and how many of those were done, how many agencies had been asked whether it is
    embedded and of how many that was accepted."""

    reference: str
    wording: str
    source: str
    verdict: str
    decided: date | None
    reasons: str
    actions: int
    done: int
    asked: int
    embedded: int


def in_period(partnership: Partnership, start: date, end: date) -> list[Stood]:
    """What was made or decided from `start` to `end`, and what was open at the beginning, the first made
    first; none from a sealed record. 8 queries."""
    rows = Recommendation.objects.filter(partnership=partnership, made__lte=end).exclude(SEALED)
    rows = rows.select_related("record", "source").order_by("made", "record__reference")
    decided = _decisions(partnership, end)
    actions = _actions(partnership, end)
    assured = _assurances(partnership, end)
    found = []
    for row in rows:
        before = [one for one in decided[row.pk] if one[0] < start]
        over = before and before[-1][1] in (Verdict.REFUSED, Verdict.CLOSED)
        touched = row.made >= start or any(one[0] >= start for one in decided[row.pk])
        if over and not touched:
            continue
        day, verdict, reasons = decided[row.pk][-1] if decided[row.pk] else (None, "", "")
        if verdict == Verdict.REOPENED:
            day, verdict, reasons = None, "", ""
        states = actions[row.pk]
        asked = assured[row.pk]
        found.append(
            Stood(
                reference=row.record.reference,
                wording=row.wording,
                source=row.source.title if row.source else row.origin,
                verdict=verdict,
                decided=day,
                reasons=reasons,
                actions=len(states),
                done=sum(state in _DONE for state in states),
                asked=len(asked),
                embedded=sum(asked),
            )
        )
    return found


def _decisions(partnership: Partnership, end: date) -> dict[UUID, list[tuple[date, str, str]]]:
    found: dict[UUID, list[tuple[date, str, str]]] = defaultdict(list)
    rows = RecommendationDecision.objects.filter(
        recommendation__partnership=partnership, day__lte=end
    )
    for row in rows.order_by("day", "at", "pk"):
        found[row.recommendation_id].append((row.day, row.verdict, row.reasons))
    return found


def _actions(partnership: Partnership, end: date) -> dict[UUID, list[State]]:
    found: dict[UUID, list[State]] = defaultdict(list)
    rows = ordinary(partnership).filter(source__kind="recommendation")
    sources = dict(rows.order_by().values_list("pk", "source_id"))
    for key, story in stories(rows).items():
        state = stood(story, end, Watch())
        if state is not None:
            found[sources[key]].append(state)
    return found


def _assurances(partnership: Partnership, end: date) -> dict[UUID, list[bool]]:
    """For each recommendation, of each agency that was asked by then, whether it was embedded by then."""
    found: dict[UUID, list[bool]] = defaultdict(list)
    last: dict[UUID, bool] = {}
    answers = AssuranceAnswer.objects.filter(assurance__partnership=partnership)
    for answer in answers.select_related("judgement").order_by("at", "pk"):
        if _local(answer.at) > end:
            continue
        judged = getattr(answer, "judgement", None)
        accepted = judged is not None and judged.accepted and _local(judged.at) <= end
        last[answer.assurance_id] = accepted and answer.embedded == AssuranceAnswer.Embedded.YES
    rows = partnership.assurances.filter(asked__lte=end)
    for key, recommendation in rows.order_by().values_list("pk", "recommendation_id"):
        found[recommendation].append(last.get(key, False))
    return found


def _local(at: Any) -> date:
    return at.astimezone(ENGLAND).date()
