"""Grading as a peer."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.questionnaires.definitions import Kind
from safeloom.domain.questionnaires.models import OptionRow
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import Stale, in_turn
from safeloom.foundation.today import today
from safeloom.systems.training_assurance.models import PeerGrade, PeerReview
from safeloom.systems.training_assurance.queries.peers import answers_in, graded, submitted


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
        raise ValidationError("The review is done, and stays as it is.")
    if seen is not None and seen != review.revision:
        raise Stale
    if not submitted(response.campaign).filter(pk=response.pk).exists():
        raise ValidationError("It was given back to its agency. Review it once it is submitted.")
    if done > today():
        raise ValidationError({"done": "Enter today or an earlier day."})
    if not words.strip():
        raise ValidationError({"words": "Say what you make of it as a whole."})
    asked = {line.question.key: line for _, line in graded(answers_in(response))}
    rows = OptionRow.objects.filter(
        question__section__version=response.campaign.version_id, question__kind=Kind.GRADE
    ).select_related("question")
    options = {(one.question.key, one.key): one for one in rows}
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
    PeerGrade.objects.bulk_create(made)
    review.done, review.words, review.by = done, words.strip(), by
    review.revision += 1
    review.save()
    audit.write(
        by=by,
        verb="training-assurance.review",
        subject=response.record.reference,
        partnership=response.campaign.partnership,
        record=response.record,
        after={"reviewer": review.agency.name, "grades": {key: grades[key][0] for key in asked}},
    )
    return review
