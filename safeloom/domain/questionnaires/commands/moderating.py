"""The unit's own grades, beside those of the body, and its feedback."""

from collections.abc import Mapping
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.questionnaires.commands.telling import tell_contributors
from safeloom.domain.questionnaires.definitions import Kind
from safeloom.domain.questionnaires.models import ModeratedGrade, OptionRow, QuestionRow, Response
from safeloom.domain.questionnaires.queries.campaigns import record_of, state_of
from safeloom.domain.questionnaires.queries.given import evaluation_of
from safeloom.domain.questionnaires.workflows import RESPONSE, SUBMITTED
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import Stale, in_turn
from safeloom.foundation.workflow.commands import take_step
from safeloom.foundation.workflow.models import Move

MOST_FEEDBACK = 2000


@transaction.atomic
def moderate(
    *,
    by: Person | None,
    response: Response,
    grades: Mapping[str, tuple[str, str]],
    seen: Mapping[str, int] | None = None,
) -> list[ModeratedGrade]:
    """Give grades to answers, as key of the question to key of the grade and comment; an empty key of a
    grade takes one back. The body's own stay. What is as it was is not written again. `seen` holds the
    revision of each that was shown, 0 where there was none.

    Raises `Stale` where another moderator changed one of these meanwhile (nothing is written then);
    ValidationError at a question's key, or where it was not handed in or is moderated already."""
    in_turn(record_of(response))
    if state_of(response) != SUBMITTED:
        raise ValidationError("Only what was handed in, and is not yet moderated, is graded.")
    questions, options = _graded(response, grades)
    there = {
        row.question.key: row for row in response.moderated.select_related("question", "option")
    }
    changed: list[str] = []
    for key, (option, comment) in grades.items():
        row = there.get(key)
        if row is not None and (option, comment.strip()) == (row.option.key, row.comment):
            continue
        if row is None and not option:
            if comment.strip():
                raise ValidationError({key: "Select a grade for this comment to stand with."})
            continue
        if seen is not None and seen.get(key, 0) != (row.revision if row else 0):
            raise Stale
        changed.append(key)
        if not option:
            row.delete()
            continue
        row = row or ModeratedGrade(response=response, question=questions[key], revision=0)
        row.option, row.comment = options[key, option], comment.strip()
        row.by, row.at, row.revision = by, datetime.now(UTC), row.revision + 1
        row.save()
    if changed:
        audit.write(
            by=by,
            verb="response.moderate",
            record=response.record,
            after={"grades": {key: grades[key][0] for key in changed}},
        )
    return list(response.moderated.select_related("question", "option"))


@transaction.atomic
def say_moderated(
    *, by: Person | None, response: Response, feedback: str = "", seen: int | None = None
) -> Move:
    """Say that a response is moderated, with words of feedback to the body, which is told. Raises `Stale`;
    ValidationError at `feedback`, or where it does not stand so."""
    refuse_long(feedback)
    move = take_step(
        by=by,
        record=record_of(response),
        workflow=RESPONSE,
        step="moderate",
        verb="response.say_moderated",
        reason=feedback,
        seen=seen,
    )
    said = moderated_news(bool(feedback.strip()) or response.moderated.exists())
    tell_contributors(response, f"moderated {move.pk}", said)
    return move


def refuse_long(feedback: str) -> None:
    """Raise ValidationError at `feedback` where it is too long."""
    if len(feedback.strip()) > MOST_FEEDBACK:
        raise ValidationError({"feedback": f"Enter {MOST_FEEDBACK:,} characters or fewer."})


def moderated_news(says_something: bool) -> str:
    """What a mail says of a response that is moderated: whether there is anything to read of it."""
    return (
        "There is feedback to {asked}."
        if says_something
        else "Your answers to {asked} were looked at, and nothing more is asked of you now."
    )


def _graded(
    response: Response, grades: Mapping[str, tuple[str, str]]
) -> tuple[dict[str, QuestionRow], dict[tuple[str, str], OptionRow]]:
    """The questions and grades that are named. Raises ValidationError for any that is not to be graded."""
    rows = QuestionRow.objects.filter(version=response.campaign.version_id, key__in=grades)
    questions = {row.key: row for row in rows.filter(kind=Kind.GRADE)}
    options = {
        (row.question.key, row.key): row
        for row in OptionRow.objects.filter(question__in=questions.values()).select_related(
            "question"
        )
    }
    standings = evaluation_of(response).standings
    for key, (option, comment) in grades.items():
        if key not in questions or not standings[key].applies:
            raise ValidationError({key: "This question is not graded in this response."})
        if option and (key, option) not in options:
            raise ValidationError({key: "Select one of the grades."})
        if len(comment.strip()) > MOST_FEEDBACK:
            raise ValidationError({key: f"Enter {MOST_FEEDBACK:,} characters or fewer."})
    return questions, options
