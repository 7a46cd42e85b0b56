"""Saying of many responses at once that they are moderated, and closing what was handed in."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.questionnaires.commands.moderating import moderated_news, refuse_long
from safeloom.domain.questionnaires.commands.telling import News, tell_of
from safeloom.domain.questionnaires.models import ModeratedGrade, Response
from safeloom.domain.questionnaires.queries.campaigns import record_of
from safeloom.domain.questionnaires.workflows import RESPONSE
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import Stale
from safeloom.foundation.workflow.commands import take_step

CHANGED = "it changed since you looked"


@dataclass
class ManyModerated:
    """Which responses are moderated now, and which were refused, each with why."""

    done: list[Response] = field(default_factory=list)
    refused: list[tuple[Response, str]] = field(default_factory=list)


@transaction.atomic
def say_many_moderated(
    *,
    by: Person | None,
    chosen: Sequence[tuple[Response, int]],
    feedback: str = "",
    close: bool = False,
) -> ManyModerated:
    """Say of each of these responses that it is moderated, with the same words of feedback to all, and
    `close` them as well. Each comes with how many steps it had taken when it was shown. One that changed
    since, or does not stand so, is refused by itself, and the others are done; each has audit rows of
    its own, and whoever answers it is told. The caller narrows them to what `by` may moderate. Raises
    ValidationError at `feedback`."""
    refuse_long(feedback)
    found, news = ManyModerated(), []
    graded = set(
        ModeratedGrade.objects.filter(response__in=[one.pk for one, _ in chosen]).values_list(
            "response_id", flat=True
        )
    )
    for response, seen in chosen:
        try:
            with transaction.atomic():
                move = take_step(
                    by=by,
                    record=record_of(response),
                    workflow=RESPONSE,
                    step="moderate",
                    verb="response.say_moderated",
                    reason=feedback,
                    seen=seen,
                )
                if close:
                    take_step(
                        by=by,
                        record=record_of(response),
                        workflow=RESPONSE,
                        step="close",
                        verb="response.close",
                    )
        except Stale:
            found.refused.append((response, CHANGED))
        except ValidationError as refused:
            found.refused.append((response, " ".join(refused.messages)))
        else:
            found.done.append(response)
            said = moderated_news(bool(feedback.strip()) or response.pk in graded)
            news.append(News(response, f"moderated {move.pk}", said))
    tell_of(news)
    return found
