"""The worker: sends what is due, one mail after the other, and does between what other parts leave to it."""

import time
from collections import Counter
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection

from safeloom.foundation.notices import outbox
from safeloom.foundation.notices.models import MailAttempt
from safeloom.foundation.notices.outbox import Answer, Outcome
from safeloom.foundation.notices.smtp import MailServer
from safeloom.kernel.registry import offered, resolve
from safeloom.kernel.worker_jobs import WorkerJob

# How often it looks for what is due; after trouble with the server it waits longer each time.
SECONDS = 2.0
MOST_SECONDS = 120.0


def drain(stopping: Callable[[], bool] = lambda: False) -> Counter[Outcome]:
    """Send what is due until nothing is, the server is in trouble or `stopping` says so; how many had
    which outcome. Without a mail server in the settings nothing happens and mail waits."""
    done: Counter[Outcome] = Counter()
    if not settings.EMAIL_HOST:
        return done
    _make_commits_last()
    outbox.take_back()
    with MailServer() as server:
        while not stopping() and (attempt := outbox.take()) is not None:
            answer = _try(server, attempt)
            if answer is None:  # the lease was lost: another worker has the mail
                continue
            outbox.note_answer(attempt, answer)
            done[answer.outcome] += 1
            if answer.server_down:
                break
    return done


def _try(server: MailServer, attempt: MailAttempt) -> Answer | None:
    """One attempt. What nobody foresaw about one mail does not keep the others from leaving."""
    handed = False

    def about_to() -> bool:
        nonlocal handed
        handed = outbox.note_handing_over(attempt)
        return handed

    try:
        return server.hand_over(attempt.mail, about_to)
    except DatabaseError:
        raise
    except Exception as problem:
        outcome = Outcome.IN_DOUBT if handed else Outcome.NOT_NOW
        return Answer(outcome, answer=f"A fault of ours: {type(problem).__name__}.")


def run(stopping: Callable[[], bool], tell: Callable[[str], object]) -> None:
    """Drain again and again until `stopping` says so; `tell` is told of what was done, in numbers."""
    pause = SECONDS
    while not stopping():
        close_old_connections()
        try:
            done = drain(stopping)
        except DatabaseError as problem:  # the database is away: what was begun is settled later
            tell(f"mail: the database cannot be used ({type(problem).__name__}); trying again")
            done = Counter({Outcome.NOT_NOW: 1})
        if line := told(done):
            tell(line)
        do_jobs(stopping, tell)
        troubled = bool(done) and not done[Outcome.SENT] and not done[Outcome.REFUSED]
        pause = min(2 * pause, MOST_SECONDS) if troubled else SECONDS
        until = time.monotonic() + pause
        while not stopping() and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, 0.2))


def do_jobs(stopping: Callable[[], bool], tell: Callable[[str], object]) -> None:
    """Do what other parts left to the worker; what fails does not keep mail from leaving."""
    for job in offered(WorkerJob):
        if stopping():
            return
        try:
            line = resolve(job.task)(stopping)
        except Exception as problem:
            line = f"{job.key}: {type(problem).__name__}"
        if line:
            tell(line)


def told(done: Counter[Outcome]) -> str:
    """`mail: 3 sent, 1 refused for good`; empty when nothing was done. Never an address or a text."""
    words = {
        Outcome.SENT: "sent",
        Outcome.NOT_NOW: "to be tried again",
        Outcome.REFUSED: "refused for good",
        Outcome.IN_DOUBT: "in doubt",
    }
    parts = [f"{done[outcome]} {said}" for outcome, said in words.items() if done[outcome]]
    return f"mail: {', '.join(parts)}" if parts else ""


def _make_commits_last() -> None:
    """What is noted must outlast a power cut: SQLite otherwise waits for the disk only now and then."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
