"""What somebody other than the owner decides of an action."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from safeloom.domain.actions.commands.opening import keep_last, moment, opened, still_open, write
from safeloom.domain.actions.definitions import Said, Verdict
from safeloom.domain.actions.models import Action, ActionDecision
from safeloom.domain.partnership.models import PostHolding
from safeloom.foundation.identity.models import Person
from safeloom.foundation.today import today

OWN = "You own it. Somebody else checks and closes it."


@transaction.atomic
def accept_evidence(
    *,
    by: Person | None,
    action: Action,
    seen: int | None,
    words: str = "",
    at: datetime | None = None,
) -> ActionDecision:
    """Accept what shows that an action is done. Raises `ValidationError` where its owner does not call
    it done, where `by` owns it, where it is closed; `Stale`."""
    return _decide(by, action, seen, Verdict.ACCEPTED, words, at)


@transaction.atomic
def send_back(
    *, by: Person | None, action: Action, seen: int | None, words: str, at: datetime | None = None
) -> ActionDecision:
    """Say that an action which its owner calls done is not, and why. Raises `ValidationError` at `words`,
    or as `accept_evidence`; `Stale`."""
    return _decide(by, action, seen, Verdict.SENT_BACK, words, at)


@transaction.atomic
def close_action(
    *,
    by: Person | None,
    action: Action,
    seen: int | None,
    words: str = "",
    at: datetime | None = None,
) -> ActionDecision:
    """Close an action as done. Where its owner does not call it done, `words` say why. Raises
    `ValidationError` at `words`, where `by` owns it, where it is closed; `Stale`."""
    return _decide(by, action, seen, Verdict.CLOSED, words, at)


@transaction.atomic
def drop_action(
    *, by: Person | None, action: Action, seen: int | None, words: str, at: datetime | None = None
) -> ActionDecision:
    """Close an action that is no longer needed, and say why: it counts neither as done nor as late.
    Raises as `close_action`."""
    return _decide(by, action, seen, Verdict.DROPPED, words, at)


@transaction.atomic
def reopen_action(
    *, by: Person | None, action: Action, seen: int | None, words: str
) -> ActionDecision:
    """Open a closed action again, and say why. Raises `ValidationError` at `words`, where `by` owns it,
    where it is open; `Stale`."""
    return _decide(by, action, seen, Verdict.REOPENED, words, None)


def is_owner(person: Person | None, action: Action) -> bool:
    """Whether a person owns an action today: as themselves, or by a post they hold."""
    if person is None:
        return False
    posts = PostHolding.objects.as_at(today()).filter(person=person).values("post")
    mine = Q(person=person) | Q(post__in=posts)
    return action.ownerships.as_at(today()).filter(mine).exists()


def _decide(
    by: Person | None,
    action: Action,
    seen: int | None,
    verdict: Verdict,
    words: str,
    at: datetime | None,
) -> ActionDecision:
    action = opened(action, seen)
    words = words.strip()
    _check(by, action, verdict, words)
    instant, day = moment(at)
    decision = ActionDecision.objects.create(
        action=action, verdict=verdict, words=words, at=instant, day=day, by=by
    )
    keep_last(action)
    write(by=by, verb=f"action.{verdict}", action=action, day=day)
    return decision


def _check(by: Person | None, action: Action, verdict: Verdict, words: str) -> None:
    if verdict == Verdict.REOPENED:
        if action.ended is None:
            raise ValidationError("It is open.")
    else:
        still_open(action)
    if is_owner(by, action):
        raise ValidationError(OWN)
    done = action.said == Said.DONE
    if verdict in (Verdict.ACCEPTED, Verdict.SENT_BACK) and not done:
        raise ValidationError("Its owner does not say that it is done.")
    if not words and not (done and verdict in (Verdict.ACCEPTED, Verdict.CLOSED)):
        raise ValidationError({"words": "Say why."})
