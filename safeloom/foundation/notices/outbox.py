"""The outbox: which worker has which mail, and what became of it.

A mail is `waiting`; a worker takes it by a lease (`sending`), notes that it is about to hand it over
(`handing`) before the server is given the content, and notes the server's answer. Each step is one
conditional UPDATE, so of two workers one takes it. A lease that runs out gives the mail back if it was not
yet being handed over; if it was, nobody knows whether it arrived, and it is in doubt until a steward says.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import F, QuerySet

from safeloom.foundation.notices.models import Mail, MailAttempt

State, Outcome = Mail.State, MailAttempt.Outcome
# A worker that was not heard of for so long is dead. Longer than any one answer is waited for.
LEASE = timedelta(minutes=5)
# How long to wait after the first try, the second, …; then always the last.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240))
GIVE_UP_AFTER = timedelta(days=5)
TEXT_KEPT = timedelta(days=14)
ADDRESS_KEPT = timedelta(days=365)

IN_DOUBT = "The connection ended while the mail was handed over. Nobody knows whether it arrived."
REASONS = {
    Outcome.NOT_NOW: "The mail server did not take it yet",
    Outcome.REFUSED: "The mail server refused it for good",
    Outcome.IN_DOUBT: IN_DOUBT,
}


@dataclass(frozen=True)
class Answer:
    """What came of a try. `server_down` where the trouble is the server's and not this mail's."""

    outcome: Outcome
    code: int | None = None
    answer: str = ""
    server_down: bool = False


def take() -> MailAttempt | None:
    """Lease the mail that is due longest, if one is due, and begin an attempt. 3 queries."""
    now = datetime.now(UTC)
    with transaction.atomic():
        due = Mail.objects.filter(state=State.WAITING, next_try__lte=now).order_by("next_try", "id")
        # On SQLite the transaction is IMMEDIATE: nobody else takes anything meanwhile.
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        mail = due.first()
        if mail is None:
            return None
        mail.state, mail.next_try = State.SENDING, None
        mail.lease, mail.leased_until = uuid4(), now + LEASE
        mail.save(update_fields=["state", "next_try", "lease", "leased_until"])
        return MailAttempt.objects.create(mail=mail, begun=now)


def note_handing_over(attempt: MailAttempt) -> bool:
    """Note that the server is about to be given the mail; False when the lease is lost, and then it
    must not be given it."""
    now = datetime.now(UTC)
    with transaction.atomic():
        held = _held(attempt, State.SENDING).filter(leased_until__gte=now)
        if not held.update(state=State.HANDING, leased_until=now + LEASE):
            return False
        MailAttempt.objects.filter(pk=attempt.pk).update(handed_over=now)
    return True


def note_answer(attempt: MailAttempt, answer: Answer) -> None:
    """Note what came of an attempt. A server's answer that comes after the lease ran out still settles
    the doubt, unless a steward has decided meanwhile."""
    now = datetime.now(UTC)
    with transaction.atomic():
        MailAttempt.objects.filter(pk=attempt.pk).update(
            ended=now, outcome=answer.outcome, code=answer.code, answer=answer.answer[:500]
        )
        held = _held(attempt, State.SENDING, State.HANDING, State.IN_DOUBT)
        held.update(**_after(attempt.mail, answer, now))


def _held(attempt: MailAttempt, *states: State) -> QuerySet[Mail]:
    """The mail of an attempt, as long as its lease is this worker's."""
    mail = attempt.mail
    return Mail.objects.filter(pk=mail.pk, lease=mail.lease, state__in=states)


def _after(mail: Mail, answer: Answer, now: datetime) -> dict:
    if answer.outcome == Outcome.SENT:
        return settled(State.SENT, now)
    code = f" (it answered {answer.code})" if answer.code else ""
    reason = f"{REASONS[answer.outcome]}{code}"
    if answer.outcome == Outcome.IN_DOUBT:
        # The lease stays written: the server's answer may yet come.
        return {"state": State.IN_DOUBT, "reason": IN_DOUBT, "leased_until": None}
    if answer.outcome == Outcome.REFUSED:
        return settled(State.FAILED, now) | {"reason": f"{reason}."}
    if now - mail.queued > GIVE_UP_AFTER:
        days = GIVE_UP_AFTER.days
        return settled(State.FAILED, now) | {"reason": f"{reason}; given up after {days} days."}
    tries = MailAttempt.objects.filter(mail=mail).count()
    wait = WAITS[min(tries, len(WAITS)) - 1]
    return {
        "state": State.WAITING,
        "reason": f"{reason}.",
        "next_try": now + wait,
        "lease": None,
        "leased_until": None,
    }


def settled(state: State, now: datetime) -> dict:
    """The columns of a mail about which nothing more will be done by itself."""
    return {
        "state": state,
        "reason": "",
        "settled": now,
        "remove_next": now + TEXT_KEPT,
        "next_try": None,
        "lease": None,
        "leased_until": None,
    }


def take_back() -> int:
    """Settle what dead workers left: back to waiting, or in doubt; how many there were. 1 query when
    there is nothing."""
    now = datetime.now(UTC)
    if not Mail.objects.filter(leased_until__lt=now).exists():
        return 0
    with transaction.atomic():
        left = {"leased_until__lt": now}
        tries = MailAttempt.objects.filter(ended__isnull=True, mail__leased_until__lt=now)
        tries.filter(mail__state=State.SENDING).update(ended=now, outcome=Outcome.CUT_OFF)
        tries.filter(mail__state=State.HANDING).update(ended=now, outcome=Outcome.IN_DOUBT)
        back = Mail.objects.filter(state=State.SENDING, **left).update(
            state=State.WAITING, next_try=now, lease=None, leased_until=None
        )
        doubtful = Mail.objects.filter(state=State.HANDING, **left).update(
            state=State.IN_DOUBT, reason=IN_DOUBT, leased_until=None
        )
    return back + doubtful


def remove_what_was_kept() -> int:
    """Remove the text of mails that were settled two weeks ago, and after a year the address and the
    server's answers; how many were touched."""
    now = datetime.now(UTC)
    over = Mail.objects.filter(remove_next__lt=now)
    if not over.exists():
        return 0
    with transaction.atomic():
        addresses = over.filter(sealed=b"")
        MailAttempt.objects.filter(mail__in=addresses).update(answer="")
        without = addresses.update(to="", remove_next=None)
        rest = over.update(sealed=b"", remove_next=F("settled") + ADDRESS_KEPT)
    return without + rest
