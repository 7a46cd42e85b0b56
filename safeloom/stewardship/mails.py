"""What stewardship reads of mail: what is one partnership's, and never the text."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse

from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.notices.models import Mail
from safeloom.kernel.registry import HomeLine
from safeloom.stewardship import queries
from safeloom.web.words import count_words

State = Mail.State
# What a page may show as one: a mail that is being handed over is being sent.
SHOWN = {state: state.label for state in State if state != State.HANDING}
KINDS = {State.IN_DOUBT: "late", State.FAILED: "late", State.WAITING: "wait", State.SENT: "done"}
# After so long nobody can be sending.
NOBODY_SENDS = timedelta(hours=1)


def mails(partnership: Partnership) -> QuerySet[Mail]:
    """The mails of a partnership, and those to people it knows that are no partnership's, without text."""
    people = queries.accounts(partnership).values("person_id")
    ours = Q(partnership=partnership) | Q(partnership__isnull=True, person__in=people)
    return Mail.objects.filter(ours).defer("sealed")


def with_attempts(partnership: Partnership) -> QuerySet[Mail]:
    """The same, each with how often and when last it was tried (`tries`, `tried`)."""
    return mails(partnership).annotate(tries=Count("attempts"), tried=Max("attempts__begun"))


def in_state(rows: QuerySet[Mail], state: str) -> QuerySet[Mail]:
    """The mails that are shown as in a state."""
    states = (State.SENDING, State.HANDING) if state == State.SENDING else (state,)
    return rows.filter(state__in=states)


def state_words(mail: Mail) -> str:
    """The state as it is shown."""
    return SHOWN[State.SENDING if mail.state == State.HANDING else State(mail.state)]


def kind_words(mail: Mail) -> str:
    """`password-link` as `Password link`."""
    return mail.kind.replace("-", " ").replace("_", " ").capitalize()


def no_server() -> bool:
    """Whether no mail server is set, so that mail waits."""
    return not settings.EMAIL_HOST


def to_settle(
    viewer: Viewer, partnership: Partnership, since: datetime | None = None
) -> list[HomeLine]:
    """Mail that only a person can settle, or that nobody sends. 1 query."""
    if not viewer.may("mail.settle", partnership.pk):
        return []
    overdue = datetime.now(UTC) - NOBODY_SENDS
    late = Q(state=State.WAITING, next_try__lt=overdue)
    rows = Mail.objects.filter(Q(state__in=(State.IN_DOUBT, State.FAILED)) | late)
    found = rows.filter(pk__in=mails(partnership)).values_list("state")
    counts = dict(found.annotate(Count("pk")).order_by())
    page = reverse("stewardship:mail", args=[partnership.key])
    said = {
        State.IN_DOUBT: ("in doubt", "Say whether it arrived, or send it again."),
        State.FAILED: ("that failed for good", "Try again, or let it go."),
        State.WAITING: ("that nobody sends", _why_waiting()),
    }
    return [
        HomeLine(
            f"{count_words(counts[state], 'mail', 'mails')} {words}",
            f"{page}?state={state.value}",
            detail=detail,
            late=True,
        )
        for state, (words, detail) in said.items()
        if counts.get(state)
    ]


def _why_waiting() -> str:
    if no_server():
        return "No mail server is set: ask whoever runs the installation."
    return "The worker does not run: ask whoever runs the installation."
