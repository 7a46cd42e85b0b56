"""Mails, the attempts to send them, and who wants which."""

from django.db import models
from django.db.models import Q

from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.notices.content import SUBJECT
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal


class Mail(models.Model):
    """One mail to one address. `key` says what it is, so that queueing it again changes nothing.

    `message_id` is made when it is queued and never changes: whoever gets a mail twice after all can
    see that it is the same. The text is sealed, for it may hold a link that works once. A mail belongs
    to a partnership, to a person, or to both; who looks after either sees it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENDING = "sending", "Being sent"
        # About to be handed over, or handed over and not answered yet.
        HANDING = "handing", "Being handed over"
        SENT = "sent", "Sent"
        IN_DOUBT = "in-doubt", "In doubt"
        FAILED = "failed", "Failed for good"
        LET_GO = "let-go", "Let go"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    key = models.CharField(max_length=200, unique=True)
    kind = models.SlugField(max_length=40)
    partnership = models.ForeignKey(
        Partnership, models.CASCADE, null=True, blank=True, related_name="mails"
    )
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="mails")
    to = models.EmailField("to", blank=True)
    subject = models.CharField(max_length=SUBJECT)
    sealed = models.BinaryField()
    message_id = models.CharField(max_length=255, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    queued = models.DateTimeField()
    # While it waits: when it is tried next.
    next_try = models.DateTimeField(null=True, blank=True)
    # While a worker has it: whose it is, and until when that worker counts as alive.
    lease = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    # When it was sent, failed for good or was let go.
    settled = models.DateTimeField(null=True, blank=True)
    # When the next thing about a person is removed from it: the text first, then the address.
    remove_next = models.DateTimeField(null=True, blank=True, db_index=True)

    PERSONAL = {
        "to": Personal("a year after it was sent or given up", Anonymise.BLANK),
        "sealed": Personal("two weeks after it was sent or given up", Anonymise.BLANK),
    }
    NOT_PERSONAL = ("key", "kind", "subject", "message_id", "state", "reason")

    class Meta:
        ordering = ["-queued", "-id"]
        indexes = [
            models.Index(fields=["state", "next_try"]),
            models.Index(fields=["partnership", "queued"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(partnership__isnull=False) | Q(person__isnull=False),
                name="foundation_mail_is_somebodys",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def bound_to(self) -> str:
        """What the sealed text is bound to."""
        return f"foundation.Mail.sealed:{self.pk}"


class MailAttempt(models.Model):
    """One try to send a mail, by one worker. `handed_over` is noted before the server is given the
    content; `code` and `answer` are what the server said last."""

    class Outcome(models.TextChoices):
        SENT = "sent", "The mail server took it"
        NOT_NOW = "not-now", "Not taken now"
        REFUSED = "refused", "Refused for good"
        CUT_OFF = "cut-off", "Cut off before it was handed over"
        IN_DOUBT = "in-doubt", "Cut off while it was handed over"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    mail = models.ForeignKey(Mail, models.CASCADE, related_name="attempts")
    begun = models.DateTimeField()
    handed_over = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    code = models.PositiveSmallIntegerField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)

    PERSONAL = {"answer": Personal("a year after it was sent or given up", Anonymise.BLANK)}
    NOT_PERSONAL = ("outcome",)

    class Meta:
        ordering = ["begun", "id"]

    def __str__(self) -> str:
        return f"attempt at {self.begun:%Y-%m-%d %H:%M}"


class MailChoice(models.Model):
    """What a person wants by mail. Without a row they get the digest."""

    person = models.OneToOneField(
        Person, models.CASCADE, primary_key=True, related_name="mail_choice"
    )
    digest = models.BooleanField("a mail a day of what needs me", default=True)

    def __str__(self) -> str:
        return f"what {self.person_id} wants by mail"


class DigestDay(models.Model):
    """How far the digests of a day are queued: up to which account, and when all were.

    It belongs to the installation and not to a partnership: it says nothing about anybody."""

    day = models.DateField(primary_key=True)
    reached = models.UUIDField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)

    STAYS = "it belongs to the installation and says nothing about anybody"

    def __str__(self) -> str:
        return f"digests of {self.day}"
