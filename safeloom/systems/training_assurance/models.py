"""Which agency looks at what another says of its training, and how that grades it."""

from django.db import models
from django.db.models import Q

from safeloom.domain.partnership.models import Agency
from safeloom.domain.questionnaires.models import OptionRow, QuestionRow, Response
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Person
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal

KEPT = "6 years after the round closed"


class PeerReview(models.Model):
    """A response, and the `agency` that reviews it by the day `due`: never the one whose response it is.
    Drawn by lot with a `number`, by which anybody can draw again (`kernel.draw`), or given by hand. Until
    it is `done` its words and grades are a draft of the reviewing agency alone, last `saved` then; from that
    day on it stays as it is."""

    class How(models.TextChoices):
        LOT = "lot", "By lot"
        HAND = "hand", "By hand"

    response = models.OneToOneField(
        Response, models.CASCADE, primary_key=True, related_name="peer_review"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="peer_reviews")
    how = models.CharField("how it was assigned", max_length=4, choices=How.choices)
    number = models.PositiveBigIntegerField("number drawn by", null=True, blank=True)
    due = models.DateField()
    assigned = models.DateTimeField()
    assigned_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    saved = models.DateTimeField(null=True, blank=True)
    done = models.DateField(null=True, blank=True)
    words = models.TextField(blank=True, max_length=4000)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    # The agency is the one that reviews: whose response it is reads the grades on its response's page.
    ACCESS = Paths(
        partnership="response__campaign__partnership_id",
        agency="agency_id",
        sealed=("response__record",),
    )
    OWNED_BY = "response"
    PERSONAL = {"words": Personal(KEPT, Anonymise.BLANK)}
    NOT_PERSONAL = ("how",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(how="lot", number__isnull=False) | Q(how="hand", number__isnull=True),
                name="training_assurance_lot_has_number",
            )
        ]

    def __str__(self) -> str:
        return f"review of {self.response_id}"


class PeerGrade(models.Model):
    """The grade a peer gives to a question, beside the agency's own; why, where it is another one. In a draft
    there may be words without a grade yet."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    review = models.ForeignKey(PeerReview, models.CASCADE, related_name="grades")
    question = models.ForeignKey(QuestionRow, models.PROTECT, related_name="peer_grades")
    option = models.ForeignKey(OptionRow, models.PROTECT, null=True, blank=True, related_name="+")
    comment = models.TextField(blank=True, max_length=2000)

    ACCESS = Paths(
        partnership="review__response__campaign__partnership_id",
        agency="review__agency_id",
        sealed=("review__response__record",),
    )
    OWNED_BY = "review"
    PERSONAL = {"comment": Personal(KEPT, Anonymise.BLANK)}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "question"], name="training_assurance_graded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.question_id}"
