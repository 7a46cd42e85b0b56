"""Mails for tests."""

from datetime import UTC, datetime, timedelta
from itertools import count

from safeloom.foundation.encryption.box import unseal
from safeloom.foundation.notices import queue_mail
from safeloom.foundation.notices.models import Mail, MailAttempt
from safeloom.foundation.notices.outbox import IN_DOUBT

_number = count(1)


def use(settings, port: int) -> None:
    """Name a mail server of this machine in the settings."""
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""


def waiting(partnership, **more) -> Mail:
    """A mail that waits."""
    number = next(_number)
    said = {
        "key": f"test {number}",
        "kind": "invitation",
        "to": f"ash{number}@vale.example",
        "subject": "Your invitation",
        "text": "Choose a password.\nhttps://safeloom.example/sign-in/\n.\nEnd.",
        "partnership": partnership,
    }
    return queue_mail(**said | more)


def in_state(partnership, state: str, **more) -> Mail:
    """A mail in a state, with the attempt that led there."""
    mail, now = waiting(partnership, **more), datetime.now(UTC)
    outcome = {"in-doubt": "in-doubt", "failed": "refused", "sent": "sent"}.get(state, "not-now")
    MailAttempt.objects.create(
        mail=mail, begun=now, handed_over=now, ended=now, outcome=outcome, code=None
    )
    mail.state = state
    mail.reason = IN_DOUBT if state == "in-doubt" else ""
    mail.save()
    return mail


def told() -> str:
    """The text of the last mail."""
    mail = Mail.objects.latest("queued")
    return unseal(bytes(mail.sealed), mail.bound_to).decode()


def time_runs_out() -> None:
    """Whatever a worker holds, its lease is over."""
    Mail.objects.filter(leased_until__isnull=False).update(
        leased_until=datetime.now(UTC) - timedelta(seconds=1)
    )


def all_due() -> None:
    """The time of every mail that waits has come."""
    Mail.objects.filter(state="waiting").update(next_try=datetime.now(UTC))
