"""The partnership's answer: what was written, who approved it, when it left."""

from django.db import models

from safeloom.foundation.identity.models import Person
from safeloom.kernel.keys import new_key

from .item import NationalItem


class NationalAnswer(models.Model):
    """An answer as somebody wrote it. A change is a new version; only the last is approved or sent."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    item = models.ForeignKey(NationalItem, models.CASCADE, related_name="answers")
    version = models.PositiveIntegerField()
    text = models.TextField()
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    written = models.DateTimeField(auto_now_add=True)

    NOT_PERSONAL = ("text",)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["item", "version"], name="national_answer_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.item}, answer {self.version}"


class AnswerStep(models.Model):
    """An answer was approved, sent back with words, or sent on a day."""

    class Kind(models.TextChoices):
        APPROVED = "approved", "Approved"
        SENT_BACK = "sent-back", "Sent back"
        SENT = "sent", "Sent"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    answer = models.ForeignKey(NationalAnswer, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.TextField(blank=True)
    day = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    NOT_PERSONAL = ("kind", "words")

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.answer}: {self.get_kind_display()}"
