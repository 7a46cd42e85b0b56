"""Asking agencies to show that a recommendation is embedded, and judging what they say."""

from collections.abc import Collection
from datetime import UTC, date, datetime

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from safeloom.domain.actions.commands.recommendations import SEALED_TITLE, write
from safeloom.domain.actions.models import (
    Assurance,
    AssuranceAnswer,
    AssuranceJudgement,
    Recommendation,
    RecommendationDecision,
)
from safeloom.domain.actions.queries.standing import verdict_of
from safeloom.domain.partnership.models import Agency
from safeloom.foundation.files.commands import keep_file
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn, open_record
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today

KIND, PREFIX = "assurance", "AS"
Embedded = AssuranceAnswer.Embedded
Verdict = RecommendationDecision.Verdict


@transaction.atomic
def ask_assurance(
    *, by: Person | None, recommendation: Recommendation, agencies: Collection[Agency], due: date
) -> list[Assurance]:
    """Ask agencies to show by `due` that a recommendation is embedded; each is asked once, and of one
    that was asked before the day alone is moved. Raises `ValidationError` at `agencies` or `due`."""
    in_turn(recommendation.record)
    if verdict_of(recommendation) not in (Verdict.ACCEPTED, Verdict.PARTLY):
        raise ValidationError({"agencies": "Accept the recommendation first."})
    if not agencies:
        raise ValidationError({"agencies": "Select at least one agency."})
    if due < today():
        raise ValidationError({"due": "Enter today or a later day."})
    there = {row.agency_id: row for row in recommendation.assurances.all()}
    title = f"{_named(recommendation)} embedded"
    found = []
    for agency in agencies:
        if agency.record.partnership_id != recommendation.partnership_id:
            raise ValidationError({"agencies": "Choose agencies of this partnership."})
        asked = there.get(agency.pk)
        if asked is not None:
            asked.due = due
            asked.save(update_fields=["due"])
        else:
            record = open_record(
                partnership=recommendation.partnership, kind=KIND, prefix=PREFIX, title=title
            )
            asked = Assurance.objects.create(
                record=record,
                partnership=recommendation.partnership,
                recommendation=recommendation,
                agency=agency,
                asked=today(),
                due=due,
                asked_by=by,
            )
        found.append(asked)
    write(
        by=by,
        verb="recommendation.ask_assurance",
        recommendation=recommendation,
        agencies=len(found),
        due=due,
    )
    return found


@transaction.atomic
def answer_assurance(
    *,
    by: Person | None,
    assurance: Assurance,
    embedded: str,
    words: str,
    file: File | None = None,
    at: datetime | None = None,
) -> AssuranceAnswer:
    """Say for an agency how far a recommendation is embedded, with evidence as a file. Raises
    `ValidationError` at `embedded`, `words` or `file`, or alone where an answer was accepted."""
    in_turn(assurance.record)
    words = words.strip()
    if embedded not in Embedded.values:
        raise ValidationError({"embedded": "Select how far it is embedded."})
    if not words:
        raise ValidationError({"words": "Say what shows it."})
    last = last_answer(assurance)
    if last is not None and last.embedded == Embedded.YES and _accepted(last):
        raise ValidationError("This assurance was accepted. There is nothing more to say.")
    answer = AssuranceAnswer.objects.create(
        assurance=assurance, embedded=embedded, words=words, by=by, at=at or datetime.now(UTC)
    )
    if file is not None:
        keep_file(by=by, record=assurance.record, upload=file)
    _told(by, "recommendation.answer_assurance", assurance, embedded)
    return answer


@transaction.atomic
def judge_assurance(
    *,
    by: Person | None,
    answer: AssuranceAnswer,
    accepted: bool,
    words: str = "",
    at: datetime | None = None,
) -> AssuranceJudgement:
    """Accept what an agency says, or send it back with words. Nobody judges what they said themselves.
    Raises `ValidationError` at `accepted` or `words`."""
    assurance = answer.assurance
    in_turn(assurance.record)
    if last_answer(assurance) != answer:
        raise ValidationError({"accepted": "There is a newer answer. Go back and read that one."})
    if AssuranceJudgement.objects.filter(answer=answer).exists():
        raise ValidationError({"accepted": "Somebody decided about this answer already."})
    if by is not None and answer.by_id == by.pk:
        raise ValidationError({"accepted": "You gave this answer: somebody else decides."})
    if not accepted and not words.strip():
        raise ValidationError({"words": "Say what is missing."})
    judgement = AssuranceJudgement.objects.create(
        answer=answer, accepted=accepted, words=words.strip(), by=by, at=at or datetime.now(UTC)
    )
    verb = "accept_assurance" if accepted else "send_back_assurance"
    _told(by, f"recommendation.{verb}", assurance, answer.embedded)
    return judgement


def last_answer(assurance: Assurance) -> AssuranceAnswer | None:
    """What the agency said last. 1 query."""
    return assurance.answers.select_related("judgement").order_by("-at", "-id").first()


def _accepted(answer: AssuranceAnswer) -> bool:
    judgement = getattr(answer, "judgement", None)
    return judgement is not None and judgement.accepted


def _named(recommendation: Recommendation) -> str:
    source = recommendation.source
    if source is not None and source.sensitivity == Record.Sensitivity.SEALED:
        return SEALED_TITLE
    return recommendation.record.reference


def _told(by: Person | None, verb: str, assurance: Assurance, embedded: str) -> None:
    write(
        by=by,
        verb=verb,
        recommendation=assurance.recommendation,
        assurance=assurance.record.reference,
        embedded=embedded,
    )
