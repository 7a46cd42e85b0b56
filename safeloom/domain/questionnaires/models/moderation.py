"""What the unit says of answers, and what it finds in them."""

from django.db import models

from safeloom.domain.questionnaires.models.campaign import Campaign
from safeloom.domain.questionnaires.models.questionnaire import OptionRow, QuestionRow
from safeloom.domain.questionnaires.models.response import KEPT, Answer, Response
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Person
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal


class ModeratedGrade(models.Model):
    """The grade a moderator gives in answer to a question, beside the body's own and never in its
    place."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="moderated")
    question = models.ForeignKey(QuestionRow, models.PROTECT, related_name="moderated")
    option = models.ForeignKey(OptionRow, models.PROTECT, related_name="+")
    comment = models.TextField(blank=True, max_length=2000)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    ACCESS = Paths(
        partnership="response__campaign__partnership_id",
        agency="response__agency_id",
        sealed=("response__record",),
    )
    OWNED_BY = "response"
    PERSONAL = {"comment": Personal(KEPT, Anonymise.BLANK)}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["response", "question"], name="questionnaires_moderated_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.response_id}: {self.question_id}"


class Remark(models.Model):
    """What the unit asks to be changed in a response, at a question or as a whole; `settled` once the body
    submitted it again."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="remarks")
    question = models.ForeignKey(
        QuestionRow, models.PROTECT, null=True, blank=True, related_name="+"
    )
    words = models.TextField(max_length=2000)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    settled = models.DateTimeField(null=True, blank=True)

    OWNED_BY = "response"
    PERSONAL = {"words": Personal(KEPT, Anonymise.BLANK)}

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.response_id}: {self.at}"


class CodedTheme(models.Model):
    """A theme the unit finds in the words of a campaign's answers."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="themes")
    title = models.CharField(max_length=120)

    OWNED_BY = "campaign"
    NOT_PERSONAL = ("title",)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "title"], name="questionnaires_theme_once")
        ]

    def __str__(self) -> str:
        return self.title


class CodedAnswer(models.Model):
    """An answer speaks of a theme."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    theme = models.ForeignKey(CodedTheme, models.CASCADE, related_name="coded")
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="coded")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    OWNED_BY = "answer"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theme", "answer"], name="questionnaires_coded_once")
        ]

    def __str__(self) -> str:
        return f"{self.theme_id}: {self.answer_id}"
