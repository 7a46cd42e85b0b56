"""Handing one mail to the mail server, so that at any moment it is known how far it got."""

import hashlib
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings

from safeloom.foundation.encryption.box import CannotOpen, unseal
from safeloom.foundation.notices.content import Attachment, unpacked
from safeloom.foundation.notices.models import Mail
from safeloom.foundation.notices.outbox import Answer, Outcome

# The last answer is waited for longer than any other: before it comes, the mail is in doubt.
PATIENCE = 4


class MailServer:
    """The mail server of the settings; one connection, opened when needed, for one mail after another.
    A context manager: it says goodbye at the end."""

    def __init__(self) -> None:
        self._open: smtplib.SMTP | None = None

    def __enter__(self) -> "MailServer":
        return self

    def __exit__(self, *problem: object) -> None:
        if self._open is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._open.quit()
        self._close()

    def hand_over(self, mail: Mail, about_to: Callable[[], bool]) -> Answer | None:
        """Give the server a mail. `about_to` is called once, right before the server is given the
        content; when it says no, nothing is given and None returned."""
        try:
            content = content_of(mail)
        except CannotOpen:
            words = "Its text cannot be opened with the keys of this installation."
            return Answer(Outcome.REFUSED, answer=words)
        answer = self._announce(mail)
        if answer is not None:
            return answer
        if not about_to():
            self._close()
            return None
        return self._give(content)

    def _announce(self, mail: Mail) -> Answer | None:
        """Say whom a mail is from and to; what came of it unless the server wants the content."""
        used_before = self._open is not None
        try:
            server = self._connected()
            code, said = server.mail(parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
            if code != 250:
                self._close()
                if used_before:
                    return self._announce(mail)
                return Answer(Outcome.NOT_NOW, code, _text(said), server_down=True)
            code, said = server.rcpt(_ascii(mail.to))
        except smtplib.SMTPResponseException as problem:
            self._close()
            answer = _text(problem.smtp_error)
            return Answer(Outcome.NOT_NOW, problem.smtp_code, answer, server_down=True)
        except (OSError, smtplib.SMTPException) as problem:
            self._close()
            if used_before:  # a server may end a connection that it has had enough of
                return self._announce(mail)
            return Answer(Outcome.NOT_NOW, answer=_why(problem), server_down=True)
        if code in (250, 251):
            return None
        self._reset()
        return Answer(_outcome(code), code, _text(said), server_down=code == 421)

    def _give(self, content: bytes) -> Answer:
        """Give the content and take the answer. Without one nobody knows."""
        server = self._open
        assert server is not None and server.sock is not None
        server.sock.settimeout(settings.EMAIL_TIMEOUT * PATIENCE)
        try:
            code, said = server.data(content)
        except smtplib.SMTPDataError as problem:  # it did not want the content
            code, said = problem.smtp_code, problem.smtp_error
        except (OSError, smtplib.SMTPException) as problem:
            self._close()
            return Answer(Outcome.IN_DOUBT, answer=_why(problem))
        if code == 250:
            server.sock.settimeout(settings.EMAIL_TIMEOUT)
            return Answer(Outcome.SENT, code, _text(said))
        self._close()
        return Answer(_outcome(code), code, _text(said))

    def _connected(self) -> smtplib.SMTP:
        if self._open is not None:
            return self._open
        where = {
            "host": settings.EMAIL_HOST,
            "port": settings.EMAIL_PORT,
            "local_hostname": settings.MAIL_DOMAIN,
            "timeout": settings.EMAIL_TIMEOUT,
        }
        trusted = ssl.create_default_context()
        if settings.EMAIL_USE_SSL:
            self._open = smtplib.SMTP_SSL(**where, context=trusted)
        else:
            self._open = smtplib.SMTP(**where)
        if settings.EMAIL_USE_TLS:
            self._open.starttls(context=trusted)
        if settings.EMAIL_HOST_USER:
            self._open.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        self._open.ehlo_or_helo_if_needed()
        return self._open

    def _reset(self) -> None:
        try:
            assert self._open is not None
            self._open.rset()
        except (OSError, smtplib.SMTPException):
            self._close()

    def _close(self) -> None:
        if self._open is not None:
            self._open.close()
        self._open = None


def content_of(mail: Mail) -> bytes:
    """The mail as it is sent: the same bytes whenever it is sent again. Raises CannotOpen."""
    message = EmailMessage(policy=SMTP)
    message["From"] = settings.DEFAULT_FROM_EMAIL
    message["To"] = _ascii(mail.to)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.queued)
    message["Message-ID"] = mail.message_id
    # Keeps holiday answers from coming back.
    message["Auto-Submitted"] = "auto-generated"
    text, attachment = unpacked(unseal(mail.sealed, mail.bound_to))
    message.set_content(text, cte="quoted-printable")
    if attachment is not None:
        _add(message, attachment)
        # Else drawn by lot each time; a hash, as no line of the content may hold it.
        message.set_boundary(hashlib.sha256(mail.message_id.encode()).hexdigest())
    return message.as_bytes()


def _add(message: EmailMessage, attachment: Attachment) -> None:
    kind = EmailMessage()
    kind["Content-Type"] = attachment.content_type
    main, _, sub = kind.get_content_type().partition("/")
    said = {"subtype": sub, "cte": "base64", "params": dict(kind["Content-Type"].params)}
    if main == "text" and sub == "calendar":
        message.add_alternative(attachment.text, **said)
    else:
        message.add_attachment(attachment.text, filename=attachment.name, **said)


def _ascii(address: str) -> str:
    """The address with its domain as mail servers write it."""
    name, _, domain = address.rpartition("@")
    return f"{name}@{domain.encode('idna').decode()}"


def _outcome(code: int) -> Outcome:
    return Outcome.REFUSED if 500 <= code < 600 else Outcome.NOT_NOW


def _text(said: bytes | str) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return " ".join(text.split())


def _why(problem: Exception) -> str:
    """What stopped the conversation, in words."""
    if isinstance(problem, TimeoutError) or "timed out" in str(problem):
        return "It did not answer in time."
    if isinstance(problem, ConnectionRefusedError):
        return "Nothing answers at its address."
    if isinstance(problem, ssl.SSLError):
        return f"No safe connection: {problem.reason or 'the certificate is not accepted'}."
    return f"{_text(str(problem)) or type(problem).__name__}"
