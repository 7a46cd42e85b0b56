"""What may be done with mail: queue it, and settle one that a worker could not."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from safeloom.foundation.audit import commands as audit
from safeloom.foundation.encryption.box import seal
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.notices import outbox
from safeloom.foundation.notices.content import Attachment, packed
from safeloom.foundation.notices.models import Mail, MailChoice
from safeloom.kernel.keys import new_key

State = Mail.State
# What is shown of a mail that a person settled; the audit says who.
SAID = {
    State.SENT: "Somebody who looks after mail said that it arrived.",
    State.LET_GO: "Somebody who looks after mail said that nothing more is to be done.",
}


@transaction.atomic
def queue_mail(
    *,
    key: str,
    kind: str,
    to: str,
    subject: str,
    text: str,
    partnership: Partnership | None = None,
    person: Person | None = None,
    send_after: datetime | None = None,
    attachment: Attachment | None = None,
) -> Mail:
    """Queue one mail to one address; called within the transaction of what it is about, so that both
    happen or neither.

    `key` says what the mail is ("digest 2026-11-25 <person>"): the same key again gives the mail that is
    there and changes nothing. `kind` is a slug that the mail page shows in words ("invitation"). `text` is
    plain and leads to sign-in by a link (`safeloom.foundation.notices.links.site_address`); it says nothing
    about a child and nothing personal about anybody else; the subject names nobody. It is somebody's to
    look after: a `partnership`, or the `person` it is for, or both. It leaves when a worker runs, not
    before `send_after`. An `attachment` is sealed with the text and goes wherever that goes; a calendar
    file is another form of the mail, which calendars take in.

    Raises ValidationError when the address is none or the subject has more than one line, ValueError when
    it is nobody's.
    """
    found = Mail.objects.filter(key=key).first()
    if found is not None:
        return found
    mail = new_mail(
        key=key,
        kind=kind,
        to=to,
        subject=subject,
        text=text,
        partnership=partnership,
        person=person,
        send_after=send_after,
        attachment=attachment,
    )
    queue_mails([mail])
    return Mail.objects.get(key=key)


def new_mail(
    *,
    key: str,
    kind: str,
    to: str,
    subject: str,
    text: str,
    partnership: Partnership | None = None,
    person: Person | None = None,
    send_after: datetime | None = None,
    attachment: Attachment | None = None,
) -> Mail:
    """A mail as `queue_mail` queues it, not yet queued: where one command sends hundreds, `queue_mails`
    takes them all. Raises as `queue_mail`."""
    if partnership is None and person is None:
        raise ValueError("A mail belongs to a partnership or to a person.")
    validate_email(to)
    try:
        to.rpartition("@")[2].encode("idna")
    except UnicodeError as problem:
        raise ValidationError("No mail server can be found by this address.") from problem
    if not subject.strip() or not subject.isprintable():
        raise ValidationError("The subject of a mail is one line.")
    now = datetime.now(UTC)
    mail = Mail(
        key=key,
        kind=kind,
        to=to,
        subject=subject,
        partnership=partnership,
        person=person,
        # Not the row's own key: who holds the mail should not hold a key of the database.
        message_id=f"<{new_key()}@{settings.MAIL_DOMAIN}>",
        queued=now,
        next_try=max(now, send_after or now),
    )
    mail.sealed = seal(packed(text, attachment), mail.bound_to)
    # Whose it is stands in the database, which holds to that by itself.
    mail.clean_fields(exclude=["sealed", "partnership", "person"])
    return mail


@transaction.atomic
def queue_mails(mails: Iterable[Mail]) -> None:
    """Queue what `new_mail` made. Of several of one key the first stays. 1 statement for some hundred."""
    # Of two who queue the same at once, the second finds the first one's.
    Mail.objects.bulk_create(mails, ignore_conflicts=True)


@transaction.atomic
def it_arrived(*, by: Person | None, mail: Mail, partnership: Partnership | None = None) -> Mail:
    """A steward knows that a mail in doubt arrived. Raises ValidationError when it is not in doubt."""
    return _settle(by, mail, partnership, "mail.it-arrived", (State.IN_DOUBT,), State.SENT)


@transaction.atomic
def let_go(*, by: Person | None, mail: Mail, partnership: Partnership | None = None) -> Mail:
    """Nothing more is to be done about a mail that failed for good or has not left yet. Raises
    ValidationError when it may have left."""
    return _settle(
        by, mail, partnership, "mail.let-go", (State.FAILED, State.WAITING), State.LET_GO
    )


@transaction.atomic
def send_again(*, by: Person | None, mail: Mail, partnership: Partnership | None = None) -> Mail:
    """Send a mail in doubt, or one that failed or still waits, now and with the same Message-ID. Raises
    ValidationError when it is none of these, or its text is no longer kept."""
    if not mail.sealed:
        raise ValidationError("Its text is no longer kept, so it cannot be sent again.")
    among = (State.IN_DOUBT, State.FAILED, State.WAITING)
    return _settle(by, mail, partnership, "mail.send-again", among, State.WAITING)


@transaction.atomic
def choose_mail(*, by: Person, person: Person, digest: bool) -> MailChoice:
    """What a person wants by mail."""
    choice, _ = MailChoice.objects.get_or_create(person=person)
    with audit.changing(choice, by=by, verb="mail.choose", subject=f"person {person.pk}"):
        choice.digest = digest
        choice.save()
    return choice


def _settle(
    by: Person | None,
    mail: Mail,
    partnership: Partnership | None,
    verb: str,
    among: tuple[Mail.State, ...],
    to: Mail.State,
) -> Mail:
    """Put a mail from one of some states into another; of two at once the second is refused. It is
    audited where it is decided: a mail to somebody of two partnerships belongs to neither."""
    now = datetime.now(UTC)
    columns = outbox.settled(to, now) | {"reason": SAID.get(to, "")}
    if to == State.WAITING:
        columns |= {"next_try": now, "settled": None, "remove_next": None}
    if not Mail.objects.filter(pk=mail.pk, state__in=among).update(**columns):
        raise ValidationError("It is no longer as you saw it. Look at it again.")
    before = mail.state
    mail.refresh_from_db()
    audit.write(
        by=by,
        verb=verb,
        subject=f"mail {mail.pk}",
        partnership=partnership or mail.partnership,
        before={"state": before},
        after={"state": mail.state},
    )
    return mail
