"""The digest: one mail a day at most that tells a person what needs them; none when nothing does.

The lines are those of home, by the sources that parts offer for it. It is worked out a batch of accounts
at a time, and goes on where it was when the tick was ended.
"""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Account, Partnership, Person
from safeloom.foundation.notices.commands import queue_mail
from safeloom.foundation.notices.links import site_address
from safeloom.foundation.notices.models import DigestDay, Mail
from safeloom.foundation.today import ENGLAND
from safeloom.kernel.dates import show_date
from safeloom.kernel.registry import DigestSource, HomeLine, offered, resolve
from safeloom.kernel.working_days import is_working_day

KIND = "digest"
BATCH = 50
# What else the tick does waits meanwhile.
MOST_SECONDS = 20
MOST_LINES = 30

HomeSource = Callable[[Viewer, Partnership, Any], list[HomeLine]]


def queue_digests() -> str:
    """Queue today's digests, on a working day from the hour of the settings on, or go on with them.
    Without a mail server there are none: they would all leave on the day there is one."""
    now = datetime.now(ENGLAND)
    if not settings.EMAIL_HOST or now.hour < settings.DIGEST_HOUR:
        return ""
    day = now.date()
    if not is_working_day(day):
        return ""
    run, _ = DigestDay.objects.get_or_create(day=day)
    until, queued = time.monotonic() + MOST_SECONDS, 0
    while run.finished is None and time.monotonic() < until:
        queued += _batch(run)
    return f"digests queued: {queued}" if queued else ""


def _batch(run: DigestDay) -> int:
    """Queue the digests of the next accounts; how many. Who does the same beside us queues the same."""
    accounts = list(_wanting(run.reached)[:BATCH])
    people = [account.person_id for account in accounts]
    not_gone = Mail.objects.filter(
        kind=KIND, person__in=people, state__in=(Mail.State.WAITING, Mail.State.SENDING)
    )
    # Whose earlier digest waits still is told by that one.
    waiting = set(not_gone.values_list("person_id", flat=True))
    queued = sum(
        queue_digest(account, run.day) is not None
        for account in accounts
        if account.person_id not in waiting
    )
    if accounts:
        run.reached = accounts[-1].pk
        further = DigestDay.objects.filter(Q(reached=None) | Q(reached__lt=run.reached), pk=run.pk)
        further.update(reached=run.reached)
    if len(accounts) < BATCH:
        run.finished = datetime.now(UTC)
        DigestDay.objects.filter(pk=run.pk).update(finished=run.finished)
    return queued


def _wanting(after: Any) -> QuerySet[Account]:
    rows = Account.objects.filter(is_active=True).exclude(person__mail_choice__digest=False)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return rows.select_related("person__principal").order_by("pk")


def queue_digest(account: Account, day: date) -> Mail | None:
    """Queue one person's digest of a day, once; None when nothing needs them."""
    person = account.person
    parts = [
        (source.title, lines)
        for source in offered(DigestSource)
        if (lines := resolve(source.source)(person, day))
    ]
    if not parts:
        return None
    count = sum(len(lines) for _, lines in parts)
    needs = "One thing needs you" if count == 1 else f"{count} things need you"
    partnerships = partnerships_of(Viewer(account, day))
    return queue_mail(
        key=f"{KIND} {day} {person.pk}",
        kind=KIND,
        to=account.email,
        subject=f"{needs} in Safeloom",
        text=_text(needs, parts),
        partnership=partnerships[0] if len(partnerships) == 1 else None,
        person=person,
    )


def lines_of_home(person: Person, day: date, source: HomeSource) -> list[HomeLine]:
    """What a source of home tells a person, in each partnership in which they hold a role; the
    partnership is named where there are several."""
    viewer = Viewer(person.account, day)
    partnerships = partnerships_of(viewer)
    news = viewer.account.seen_before or datetime.now(UTC)
    return [
        line if len(partnerships) == 1 else _named(line, partnership)
        for partnership in partnerships
        for line in source(viewer, partnership, news)
    ]


def partnerships_of(viewer: Viewer) -> list[Partnership]:
    """The partnerships in which a person holds any role, by name."""
    keys = {held.partnership for held in viewer.grants}
    return list(Partnership.objects.filter(pk__in=keys)) if keys else []


def _named(line: HomeLine, partnership: Partnership) -> HomeLine:
    words = f"{partnership.name}: {line.words}"
    return HomeLine(words, line.url, due=line.due, late=line.late, detail=line.detail)


def _text(needs: str, parts: list[tuple[str, list[HomeLine]]]) -> str:
    written = [f"{needs} in Safeloom today.", ""]
    for title, lines in parts:
        written += [title, ""]
        for line in lines[:MOST_LINES]:
            written += [f"- {_told(line)}", f"  {site_address(line.url)}"]
        if left := len(lines) - MOST_LINES:
            written += [f"- and {left:,} more"] if left > 0 else []
        written += [""]
    return "\n".join(
        [
            *written,
            "Each link asks you to sign in first.",
            "You get this once on a working day, when something needs you. To get it no longer:",
            site_address("/account/mail/"),
            "",
        ]
    )


def _told(line: HomeLine) -> str:
    """`Vale Council: 3 returns to come (1 late, due 4 December 2026)`."""
    late = "late" if line.late and not line.detail else ""
    due = f"due {show_date(line.due)}" if line.due else ""
    said = ", ".join(part for part in (line.detail, late, due) if part)
    return f"{line.words} ({said})" if said else line.words
