"""Writing, approving and sending the partnership's answer."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import Stale, in_turn
from safeloom.foundation.today import today
from safeloom.systems.national.models import AnswerStep, NationalAnswer, NationalItem
from safeloom.systems.national.queries.answers import latest, standing

Kind = AnswerStep.Kind


@transaction.atomic
def write_answer(
    *, by: Person | None, item: NationalItem, seen: int | None, text: str
) -> NationalAnswer:
    """Write an answer, or a new version of it, which is to be approved anew; `seen` is the version it was
    written over (0: none). Raises ValidationError at `text`, `Stale`."""
    in_turn(item.record)
    last = latest(item)
    number = last.version if last else 0
    if seen is not None and seen != number:
        raise Stale
    if not text.strip():
        raise ValidationError({"text": "Write the answer."})
    if last is not None and standing(last) == Kind.SENT:
        raise ValidationError({"text": "The answer was sent, and stays as it is."})
    answer = NationalAnswer.objects.create(
        item=item, version=number + 1, text=text.strip(), written_by=by
    )
    _told(by, answer, "national.write_answer")
    return answer


@transaction.atomic
def judge_answer(
    *, by: Person | None, answer: NationalAnswer, approved: bool, words: str = ""
) -> AnswerStep:
    """Approve an answer, or send it back with words. Whoever wrote it cannot. Raises ValidationError at
    `approved` or `words`, `Stale` when there is a newer version."""
    in_turn(answer.item.record)
    if latest(answer.item) != answer:
        raise Stale
    if by is not None and answer.written_by_id == by.pk:
        raise ValidationError({"approved": "You wrote this answer: somebody else approves it."})
    if standing(answer) in (Kind.APPROVED, Kind.SENT):
        raise ValidationError({"approved": "It is approved already."})
    if not approved and not words.strip():
        raise ValidationError({"words": "Say what is to be changed."})
    kind = Kind.APPROVED if approved else Kind.SENT_BACK
    return _step(by, answer, kind, today(), words.strip())


@transaction.atomic
def send_answer(*, by: Person | None, answer: NationalAnswer, day: date) -> AnswerStep:
    """Note the day on which an approved answer left. Raises ValidationError at `day`."""
    in_turn(answer.item.record)
    if standing(answer) != Kind.APPROVED or latest(answer.item) != answer:
        raise ValidationError(
            {"day": "Only an approved answer is sent. Ask somebody to approve it."}
        )
    if not answer.item.arrived <= day <= today():
        raise ValidationError({"day": "Enter a day since it arrived, today at the latest."})
    return _step(by, answer, Kind.SENT, day, "")


def _step(
    by: Person | None, answer: NationalAnswer, kind: str, day: date, words: str
) -> AnswerStep:
    step = AnswerStep.objects.create(answer=answer, kind=kind, day=day, words=words, by=by)
    verb = {
        Kind.APPROVED: "national.approve_answer",
        Kind.SENT_BACK: "national.send_back_answer",
        Kind.SENT: "national.send_answer",
    }[Kind(kind)]
    _told(by, answer, verb)
    return step


def _told(by: Person | None, answer: NationalAnswer, verb: str) -> None:
    item = answer.item
    audit.write(by=by, verb=verb, record=item.record, after={"version": answer.version})
