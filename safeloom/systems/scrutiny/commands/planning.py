"""Setting the framework, planning an exercise, commenting on it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.domain.partnership.models import Post
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.records.commands import in_turn, next_revision, open_record
from safeloom.foundation.today import today
from safeloom.systems.scrutiny.commands.noting import noted, unpublished
from safeloom.systems.scrutiny.models import (
    Exercise,
    Framework,
    Judgement,
    ScrutinyComment,
    SuccessFactor,
    TookPart,
)
from safeloom.systems.scrutiny.queries.exercises import framework_on

MOST = 12


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What an exercise asks. `factors` and `posts` are those looked at and those who take part."""

    title: str
    question: str
    event: date | None = None
    factors: Collection[SuccessFactor] = ()
    posts: Collection[Post] = ()


@transaction.atomic
def set_framework(
    *,
    by: Person | None,
    partnership: Partnership,
    since: date,
    source: str,
    factors: Sequence[tuple[str, str]],
) -> Framework:
    """Let these success factors (title and what good looks like) hold from a day on. A version of that day
    is replaced where no exercise stands on it. Raises ValidationError at `since`, `source` or `factors`."""
    in_turn(partnership)
    said = [(title.strip(), words.strip()) for title, words in factors if title.strip()]
    if not source.strip():
        raise ValidationError({"source": "Say where the framework comes from."})
    if not 1 <= len(said) <= MOST:
        raise ValidationError({"factors": f"Enter one to {MOST} success factors."})
    if any(len(title) > 150 for title, _ in said):
        raise ValidationError({"factors": "A title has at most 150 characters, before the colon."})
    if len({title.casefold() for title, _ in said}) < len(said):
        raise ValidationError({"factors": "Two success factors have the same title."})
    there = Framework.objects.filter(partnership=partnership, since=since)
    if there.filter(exercises__isnull=False).exists():
        words = "An exercise stands on the framework of that day. Choose a later day."
        raise ValidationError({"since": words})
    there.delete()
    made = Framework.objects.create(
        partnership=partnership, since=since, source=source.strip(), set_by=by
    )
    SuccessFactor.objects.bulk_create(
        SuccessFactor(framework=made, number=number, title=title, words=words)
        for number, (title, words) in enumerate(said, start=1)
    )
    audit.write(
        by=by,
        verb="scrutiny.set_framework",
        subject="success factors",
        partnership=partnership,
        after={"since": since, "factors": [title for title, _ in said]},
    )
    return made


@transaction.atomic
def begin(
    *, by: Person | None, partnership: Partnership, plan: Plan, previous: Exercise | None = None
) -> Exercise:
    """Plan an exercise on the framework of today; with `previous`, to test what that one changed. Raises
    ValidationError at the field, or where no framework holds."""
    framework = framework_on(partnership, today())
    if framework is None:
        raise ValidationError("Set your success factors first.")
    if previous is not None and not previous.published:
        raise ValidationError("Publish the first exercise, then test what it changed.")
    _check(framework, plan)
    record = open_record(
        partnership=partnership, kind="scrutiny", prefix="SY", title=plan.title.strip()
    )
    exercise = Exercise.objects.create(
        record=record,
        partnership=partnership,
        framework=framework,
        previous=previous,
        question=plan.question.strip(),
        event=plan.event,
    )
    _hang(exercise, plan)
    noted(by, exercise, "begin", event=plan.event, previous=previous and previous.record.reference)
    return exercise


@transaction.atomic
def change(*, by: Person | None, exercise: Exercise, seen: int | None, plan: Plan) -> None:
    """Change what an exercise asks, what it looks at and who takes part. Raises ValidationError at the field
    or where it is published, `Stale`."""
    unpublished(exercise)
    _check(exercise.framework, plan)
    dropped = exercise.judgements.exclude(factor__in=[one.pk for one in plan.factors])
    if dropped.exclude(rating="").exists() or dropped.filter(shown__isnull=False).exists():
        words = "Evidence or a judgement stands on a success factor that you took out. Leave it in."
        raise ValidationError({"factors": words})
    next_revision(exercise.record, seen)
    exercise.record.title = plan.title.strip()
    exercise.record.save(update_fields=["title"])
    exercise.question, exercise.event = plan.question.strip(), plan.event
    exercise.save(update_fields=["question", "event"])
    dropped.delete()
    exercise.took_part.exclude(post__in=[one.pk for one in plan.posts]).delete()
    _hang(exercise, plan)
    noted(by, exercise, "change", event=plan.event)


@transaction.atomic
def comment(*, by: Person | None, exercise: Exercise, words: str) -> ScrutinyComment:
    """Say something of a draft to the scrutineer. Raises ValidationError at `words`, or once published."""
    unpublished(exercise)
    if not words.strip():
        raise ValidationError({"words": "Write your comment."})
    made = ScrutinyComment.objects.create(exercise=exercise, words=words.strip(), by=by)
    noted(by, exercise, "comment")
    return made


def _hang(exercise: Exercise, plan: Plan) -> None:
    Judgement.objects.bulk_create(
        (Judgement(exercise=exercise, factor=factor) for factor in plan.factors),
        ignore_conflicts=True,
    )
    TookPart.objects.bulk_create(
        (TookPart(exercise=exercise, post=post) for post in plan.posts), ignore_conflicts=True
    )


def _check(framework: Framework, plan: Plan) -> None:
    if not plan.title.strip():
        raise ValidationError({"title": "Enter what the exercise is called."})
    if not plan.question.strip():
        raise ValidationError({"question": "Enter the question that is asked."})
    if not plan.factors or any(one.framework_id != framework.pk for one in plan.factors):
        raise ValidationError({"factors": "Select the success factors that are looked at."})
    here = framework.partnership_id
    if any(post.agency.record.partnership_id != here for post in plan.posts):
        raise ValidationError({"posts": "Select posts of this partnership."})
