"""The steps of a response that the unit takes, and giving more time."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from safeloom.domain.questionnaires.commands.campaigns import end_campaign
from safeloom.domain.questionnaires.commands.inviting import end_of
from safeloom.domain.questionnaires.commands.telling import tell_contributors
from safeloom.domain.questionnaires.models import (
    Campaign,
    Extension,
    QuestionRow,
    Remark,
    Response,
)
from safeloom.domain.questionnaires.models import ResponseLink as Link
from safeloom.domain.questionnaires.queries.campaigns import (
    due_of,
    last_day_of,
    record_of,
    standing,
    state_of,
)
from safeloom.domain.questionnaires.workflows import MODERATED, OPEN, RESPONSE
from safeloom.foundation.audit import commands as audit
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.commands import in_turn
from safeloom.foundation.today import today
from safeloom.foundation.workflow.commands import take_step
from safeloom.foundation.workflow.models import Move
from safeloom.kernel.dates import show_date


@transaction.atomic
def extend(*, by: Person | None, response: Response, until: date, reason: str) -> Extension:
    """Give a body until a later day: its response is then due on it, and taken at least so long. Who answers
    it is told. Raises ValidationError at `until` or `reason`, or where it was handed in or the campaign has
    ended."""
    in_turn(record_of(response))
    _refuse_ended(response)
    if state_of(response) not in OPEN:
        raise ValidationError("It was handed in, so it needs no more time.")
    if not reason.strip():
        raise ValidationError({"reason": "Say why."})
    given = _extended(by, response, until, reason)
    audit.write(by=by, verb="response.extend", record=response.record, after={"until": until})
    tell_contributors(
        response,
        f"extended {given.pk}",
        f"You have until {show_date(until)} to answer {{asked}}.",
    )
    return given


@transaction.atomic
def request_changes(
    *,
    by: Person | None,
    response: Response,
    reason: str,
    remarks: Mapping[str, str] | None = None,
    until: date | None = None,
    seen: int | None = None,
) -> Move:
    """Ask a body to change what it handed in: `reason` says why as a whole, `remarks` at questions, by
    their key. It is the body's again and counts in nothing until it is handed in once more; what was signed
    off is signed again. `until` gives it time, and must be said where its last day has passed. Who answers
    it is told by mail that there are remarks. Raises `Stale`; ValidationError at `reason`, `remarks` or
    `until`, or where it does not stand so."""
    said = {key: words.strip() for key, words in (remarks or {}).items() if words.strip()}
    questions = _questions(response, said)
    move = _back(by, response, "request-changes", "response.request_changes", reason, until, seen)
    rows = [(None, reason.strip()), *((questions[key], words) for key, words in said.items())]
    Remark.objects.bulk_create(
        Remark(response=response, question=question, words=words, by=by, at=move.at)
        for question, words in rows
    )
    tell_contributors(
        response, f"changes {move.pk}", "You are asked to change some of your answers to {asked}."
    )
    return move


@transaction.atomic
def reopen(
    *,
    by: Person | None,
    response: Response,
    reason: str,
    until: date | None = None,
    seen: int | None = None,
) -> Move:
    """Let a body write again in what it handed in, for a reason. Its answers count in nothing until then,
    and it is signed off again (the audit keeps who did). Raises as `request_changes`."""
    move = _back(by, response, "reopen", "response.reopen", reason, until, seen)
    tell_contributors(response, f"reopened {move.pk}", "Your answers to {asked} are open again.")
    return move


@transaction.atomic
def close_response(*, by: Person | None, response: Response, seen: int | None = None) -> Move:
    """Close a response: nothing more is expected of it. Raises `Stale`; ValidationError where it was not
    handed in."""
    return take_step(
        by=by,
        record=record_of(response),
        workflow=RESPONSE,
        step="close",
        verb="response.close",
        seen=seen,
    )


@transaction.atomic
def close_standing(
    *,
    by: Person | None,
    responses: QuerySet[Response],
    states: Collection[str] = (MODERATED,),
) -> int:
    """Close those of these responses, with their records, that stand in these states; how many. The caller
    narrows them to what `by` may close: a sealed one is not everybody's."""
    stand = standing(responses.order_by("record__reference"))
    found = [one for one in stand if one.state in states]
    for response in found:
        close_response(by=by, response=response)
    return len(found)


@transaction.atomic
def end_and_close(
    *,
    by: Person | None,
    campaign: Campaign,
    reason: str,
    responses: QuerySet[Response],
    states: Collection[str],
) -> int:
    """End a campaign and close those of these responses that stand in these states, all or nothing; how many
    were closed. Raises as `end_campaign`."""
    end_campaign(by=by, campaign=campaign, reason=reason)
    return close_standing(by=by, responses=responses, states=states)


def _back(
    by: Person | None,
    response: Response,
    step: str,
    verb: str,
    reason: str,
    until: date | None,
    seen: int | None,
) -> Move:
    """Give a response back to its body."""
    move = take_step(
        by=by,
        record=record_of(response),
        workflow=RESPONSE,
        step=step,
        verb=verb,
        reason=reason,
        seen=seen,
    )
    _refuse_ended(response)
    if until is not None:
        _extended(by, response, until, reason)
    elif last_day_of(response) < today():
        raise ValidationError(
            {"until": "The last day for answers has passed: say until when they may be changed."}
        )
    response.answers.filter(counts=True).update(counts=False)
    response.signed_off.all().delete()
    return move


def _extended(by: Person | None, response: Response, until: date, reason: str) -> Extension:
    if until < today():
        raise ValidationError({"until": "Choose today or a later day."})
    if until <= due_of(response) and due_of(response) >= today():
        words = f"It is due on {show_date(due_of(response))} already: choose a later day."
        raise ValidationError({"until": words})
    given = Extension.objects.create(
        response=response, until=until, reason=reason.strip(), by=by, at=datetime.now(UTC)
    )
    live = Link.objects.filter(contributor__response=response, revoked__isnull=True)
    live.filter(expires__lt=end_of(response)).update(expires=end_of(response))
    return given


def _questions(response: Response, said: Mapping[str, str]) -> dict[str, QuestionRow]:
    rows = QuestionRow.objects.filter(version=response.campaign.version_id, key__in=said)
    found = {row.key: row for row in rows}
    if unknown := sorted(set(said) - set(found)):
        raise ValidationError({"remarks": f"There is no question “{unknown[0]}”."})
    return found


def _refuse_ended(response: Response) -> None:
    if response.campaign.ended is not None:
        raise ValidationError("The campaign has ended.")
