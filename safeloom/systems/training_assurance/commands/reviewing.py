"""Grading as a peer."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.questionnaires.definitions import Kind
from safeloom.domain.questionnaires.models import OptionRow
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import Stale, in_turn
from safeloom.foundation.today import today
from safeloom.systems.training_assurance.models import PeerGrade, PeerReview
from safeloom.systems.training_assurance.queries.peers import (
    answers_in,
    drafted,
    graded,
    submitted,
)

DONE = "The review is done, and stays as it is."


@transaction.atomic
def save_draft(
    *,
    by: Person | None,
    review: PeerReview,
    grades: Mapping[str, tuple[str, str]],
    words: str,
    seen: int | None = None,
) -> PeerReview:
    """Keep what a reviewer has so far, whole or not, for the reviewing agency alone; also while the
    response is given back to its own. As with answers, a draft writes no audit row. Where nothing is
    another than it was, nothing is written. Raises `Stale`; ValidationError where it is done."""
    in_turn(review.response.record)
    review = PeerReview.objects.select_related("agency__principal").get(pk=review.pk)
    if review.done:
        raise ValidationError(DONE)
    given = {
        key: (grade, why.strip()) for key, (grade, why) in grades.items() if grade or why.strip()
    }
    if (given, words.strip()) == (drafted(review), review.words):
        return review
    if seen is not None and seen != review.revision:
        raise Stale
    questions = {one.key: one for one in review.response.campaign.version.questions.all()}
    options = _options(review)
    review.grades.all().delete()
    PeerGrade.objects.bulk_create(
        PeerGrade(
            review=review, question=questions[key], option=options.get((key, grade)), comment=why
        )
        for key, (grade, why) in given.items()
        if key in questions
    )
    review.words, review.by, review.saved = words.strip(), by, datetime.now(UTC)
    review.revision += 1
    review.save(update_fields=["words", "by", "saved", "revision"])
    return review


def note_opened(*, by: Person | None, review: PeerReview, file: StoredFile) -> None:
    """Write down that the reviewer opened a file of what it reviews."""
    response = review.response
    audit.write(
        by=by,
        verb="training-assurance.open-file",
        record=response.record,
        after={"reviewer": review.agency.name, "file": file.title},
    )


@transaction.atomic
def do_review(
    *,
    by: Person | None,
    review: PeerReview,
    done: date,
    grades: Mapping[str, tuple[str, str]],
    words: str,
    seen: int | None = None,
) -> PeerReview:
    """Give a grade to every question that the agency graded, as key of the question to key of the grade and
    comment, and words on the whole; it is done then, and stays so. Raises `Stale`; ValidationError at
    `grade-KEY`, `comment-KEY` (where the grade is not the agency's own and nothing says why), `words`,
    `done`, or alone."""
    response = review.response
    in_turn(response.record)
    review = PeerReview.objects.select_related("agency__principal").get(pk=review.pk)
    if review.done:
        raise ValidationError(DONE)
    if seen is not None and seen != review.revision:
        raise Stale
    if not submitted(response.campaign).filter(pk=response.pk).exists():
        raise ValidationError("It was given back to its agency. Review it once it is submitted.")
    if done > today():
        raise ValidationError({"done": "Enter today or an earlier day."})
    if not words.strip():
        raise ValidationError({"words": "Say what you make of it as a whole."})
    asked = {line.question.key: line for _, line in graded(answers_in(response))}
    options = _options(review)
    made = []
    for key, line in asked.items():
        grade, comment = grades.get(key, ("", ""))
        option = options.get((key, grade))
        if option is None:
            raise ValidationError({f"grade-{key}": "Select your grade."})
        if not comment.strip() and option.title != line.words:
            raise ValidationError({f"comment-{key}": "Say why you grade it differently."})
        made.append(
            PeerGrade(
                review=review, question=option.question, option=option, comment=comment.strip()
            )
        )
    review.grades.all().delete()
    PeerGrade.objects.bulk_create(made)
    review.done, review.words, review.by = done, words.strip(), by
    review.revision += 1
    review.save()
    audit.write(
        by=by,
        verb="training-assurance.review",
        record=response.record,
        after={"reviewer": review.agency.name, "grades": {key: grades[key][0] for key in asked}},
    )
    return review


def _options(review: PeerReview) -> dict[tuple[str, str], OptionRow]:
    """The grades there are, by the keys of question and grade. 1 query."""
    rows = OptionRow.objects.filter(
        question__section__version=review.response.campaign.version_id, question__kind=Kind.GRADE
    ).select_related("question")
    return {(one.question.key, one.key): one for one in rows}
