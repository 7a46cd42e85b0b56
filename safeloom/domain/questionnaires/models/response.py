"""What a body answers to a campaign."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.models.campaign import Campaign, OpenLink
from safeloom.domain.questionnaires.models.questionnaire import (
    CapacityRow,
    OptionRow,
    QuestionRow,
    SectionRow,
)
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.files.models import StoredFile
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal

KEPT = "6 years after the campaign closed"


class Response(models.Model):
    """What one body answers. Whose it is: an agency (a school is one), a person, or, where the campaign
    is about something (a case), what an agency says of that. It has a record, on which its steps, files and
    audit hang.

    An anonymous one has none of these: a key drawn by lot, the link it came `through`, and the local day
    on which it was `submitted_on`; nothing else of it is stored. The key is never made from the time."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    record = models.OneToOneField(
        Record, models.PROTECT, null=True, blank=True, related_name="response"
    )
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="responses")
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="responses"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="responses"
    )
    about = models.ForeignKey(
        Record, models.PROTECT, null=True, blank=True, related_name="responses_about"
    )
    through = models.ForeignKey(
        OpenLink, models.PROTECT, null=True, blank=True, related_name="responses"
    )
    submitted_on = models.DateField(null=True, blank=True)

    ACCESS = Paths(
        partnership="campaign__partnership_id",
        agency="agency_id",
        # What is asked about something sealed is sealed itself: its body need not see what it is about.
        sealed=("record",),
    )
    OWNED_BY = "campaign"

    class Meta:
        indexes = [models.Index(fields=["campaign", "submitted_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "agency"],
                condition=Q(about__isnull=True),
                name="questionnaires_agency_asked_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "agency", "about"],
                condition=Q(about__isnull=False),
                name="questionnaires_agency_asked_once_about",
            ),
            models.UniqueConstraint(
                fields=["campaign", "person"], name="questionnaires_person_asked_once"
            ),
            # Whoever answers without a name is nowhere in its row.
            models.CheckConstraint(
                condition=Q(record__isnull=False)
                | Q(
                    agency__isnull=True,
                    person__isnull=True,
                    about__isnull=True,
                    submitted_on__isnull=False,
                ),
                name="questionnaires_anonymous_has_nobody",
            ),
        ]

    def __str__(self) -> str:
        return self.record.reference if self.record else "an anonymous response"


class Answer(models.Model):
    """The answer to a question as it stands. By the question's kind it is `text`, `option`, `number`,
    `day`, or rows of options or files; or `not_applicable` with the reason as text. `counts` is what the
    evaluator said when the response was submitted: whether it is in exports and statistics; False until
    then. One that was brought forward is `unconfirmed` until somebody looked at it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="answers")
    question = models.ForeignKey(QuestionRow, models.PROTECT, related_name="answers")
    text = models.TextField(blank=True, max_length=20_000)
    option = models.ForeignKey(
        OptionRow, models.PROTECT, null=True, blank=True, related_name="answers"
    )
    number = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    day = models.DateField(null=True, blank=True)
    not_applicable = models.BooleanField(default=False)
    unconfirmed = models.BooleanField(default=False)
    counts = models.BooleanField(default=False)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    # Of an anonymous one as of its response, which never changes: what came by each link is counted out of
    # the index below, and no response is looked up for each of 400,000 answers.
    through = models.ForeignKey(
        OpenLink, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    ACCESS = Paths(
        partnership="response__campaign__partnership_id",
        agency="response__agency_id",
        sealed=("response__record",),
    )
    OWNED_BY = "response"
    PERSONAL = {"text": Personal(KEPT, Anonymise.BLANK)}

    class Meta:
        # All that results count stands in it: 400,000 answers are counted without reading one of them.
        indexes = [
            models.Index(
                fields=["question", "counts", "option", "not_applicable", "number", "through"],
                name="questionnaires_counted",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "question"], name="questionnaires_answered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.response_id}: {self.question_id}"


class AnswerOption(models.Model):
    """One of several options of an answer."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="several")
    option = models.ForeignKey(OptionRow, models.PROTECT, related_name="in_several")

    OWNED_BY = "answer"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "option"], name="questionnaires_chosen_once")
        ]

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.option_id}"


class AnswerFile(models.Model):
    """A file that shows what an answer says. The file is kept once, on the record of the response for
    which it came first, and stands with as many answers of the body as it serves."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="answers")

    OWNED_BY = "answer"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "file"], name="questionnaires_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.file_id}"


class EarlierAnswer(models.Model):
    """What an answer was before: one row a sitting of one person, so that autosaves do not pile up. Written
    never for an anonymous response."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="earlier")
    words = models.TextField(max_length=20_000)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    OWNED_BY = "answer"
    PERSONAL = {"words": Personal(KEPT, Anonymise.BLANK)}

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.answer_id} before {self.at}"


class Contributor(models.Model):
    """Somebody who may answer a response: all of it, or what is asked in a `capacity`. A body's first one
    leads and may bring in others. `removed` ends it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="contributors")
    person = models.ForeignKey(Person, models.PROTECT, related_name="contributes")
    capacity = models.ForeignKey(
        CapacityRow, models.PROTECT, null=True, blank=True, related_name="+"
    )
    leads = models.BooleanField(default=False)
    added = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    removed = models.DateTimeField(null=True, blank=True)

    OWNED_BY = "response"

    class Meta:
        ordering = ["added", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "person"], name="questionnaires_contributes_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.response_id}"


class AskedSection(models.Model):
    """A section that a contributor was asked for by who leads; without any it is all of it. It says who is to
    write what, not who may."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="asked_sections")
    section = models.ForeignKey(SectionRow, models.PROTECT, related_name="+")

    OWNED_BY = "contributor"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contributor", "section"], name="questionnaires_asked_section_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.contributor_id}: {self.section_id}"


class ResponseLink(models.Model):
    """One contributor may open one response until it expires or is revoked. Only a hash of the secret in it
    is kept: who reads the database cannot use it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField()
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True, blank=True)
    first_opened = models.DateTimeField(null=True, blank=True)
    last_opened = models.DateTimeField(null=True, blank=True)
    opened = models.PositiveIntegerField("times opened", default=0)

    OWNED_BY = "contributor"
    NOT_PERSONAL = ("digest",)
    PASSING = "a link that was revoked since must not work again"

    class Meta:
        ordering = ["-made", "-id"]

    def __str__(self) -> str:
        return f"link of {self.contributor_id}"


class Presence(models.Model):
    """Where in a response somebody was last, so that colleagues see each other."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="present")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    section = models.SlugField(max_length=60, blank=True)
    at = models.DateTimeField()

    OWNED_BY = "response"
    NOT_PERSONAL = ("section",)
    PASSING = "who was where a moment ago"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["response", "person"], name="questionnaires_present_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.response_id}"


class Extension(models.Model):
    """A body was given until a later day. The last one given holds."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="extensions")
    until = models.DateField()
    reason = models.TextField(max_length=1000)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    OWNED_BY = "response"
    PERSONAL = {"reason": Personal(KEPT, Anonymise.BLANK)}

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.response_id} until {self.until}"


class SignOff(models.Model):
    """Somebody signed a response off in a capacity, under the name they typed. Re-opening a response
    takes its sign-offs away; the audit keeps them."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="signed_off")
    capacity = models.ForeignKey(CapacityRow, models.PROTECT, related_name="+")
    name = models.CharField("name as typed", max_length=200)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    OWNED_BY = "response"
    PERSONAL = {"name": Personal(KEPT, Anonymise.NEUTRAL)}

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "capacity"], name="questionnaires_signed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.response_id} as {self.capacity_id}"


class Reminder(models.Model):
    """Somebody without an account was reminded of a response by mail on a day: once a day at most."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="reminders")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    day = models.DateField()

    OWNED_BY = "response"

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "person", "day"], name="questionnaires_reminded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} of {self.response_id} on {self.day}"
