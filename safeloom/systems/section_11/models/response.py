"""What the unit makes of a body's response, besides moderating its grades."""

from django.db import models

from safeloom.domain.questionnaires.models import Response, SectionRow
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Person
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal
from safeloom.systems.section_11.models.visits import KEPT

_OF_RESPONSE = Paths(
    partnership="response__campaign__partnership_id",
    agency="response__agency_id",
    sealed=("response__record", "response__about"),
)


class Screening(models.Model):
    """A first look at a submitted response: whether it stands as it is. The unit alone sees it."""

    class Outcome(models.TextChoices):
        ENOUGH = "enough", "Enough as it is"
        ASK = "ask", "Ask for more"
        VISIT = "visit", "Visit"

    response = models.OneToOneField(
        Response, models.CASCADE, primary_key=True, related_name="screening"
    )
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    words = models.TextField(blank=True, max_length=2000)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    # No path to an agency: its lead does not see what the unit thought of at first.
    ACCESS = Paths(
        partnership="response__campaign__partnership_id",
        sealed=("response__record", "response__about"),
    )
    OWNED_BY = "response"
    PERSONAL = {"words": Personal(KEPT, Anonymise.BLANK)}
    NOT_PERSONAL = ("outcome",)

    def __str__(self) -> str:
        return f"{self.response_id}: {self.outcome}"


class FeedbackLetter(models.Model):
    """What the unit writes back to a body. A draft until it is `sent`; from then on it stays as it is, and
    a later letter is another one."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="letters")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=20_000)
    written = models.DateTimeField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    sent = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    ACCESS = _OF_RESPONSE
    OWNED_BY = "response"
    PERSONAL = {"text": Personal(KEPT, Anonymise.BLANK)}

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "number"], name="section_11_letter_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"letter {self.number} on {self.response_id}"


class Equivalent(models.Model):
    """A return that a body made elsewhere, accepted in place of this one: what it is, who accepted it, and
    which standards it covers. The return itself is a file of the response's record."""

    response = models.OneToOneField(
        Response, models.CASCADE, primary_key=True, related_name="equivalent"
    )
    what = models.CharField(max_length=300)
    day = models.DateField("day of that return")
    reason = models.TextField(max_length=2000)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    ACCESS = _OF_RESPONSE
    OWNED_BY = "response"
    NOT_PERSONAL = ("what", "reason")

    def __str__(self) -> str:
        return f"{self.what} in place of {self.response_id}"


class Covered(models.Model):
    """A standard that an equivalent return covers."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    equivalent = models.ForeignKey(Equivalent, models.CASCADE, related_name="covers")
    section = models.ForeignKey(SectionRow, models.PROTECT, related_name="+")

    OWNED_BY = "equivalent"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["equivalent", "section"], name="section_11_covered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.section_id} by {self.equivalent_id}"
