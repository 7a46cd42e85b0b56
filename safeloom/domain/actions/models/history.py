"""What was said of an action, decided about it, and how its due date moved: rows with an author."""

from django.db import models

from safeloom.domain.actions.definitions import Said, Verdict
from safeloom.domain.actions.models.action import KEPT, Action
from safeloom.foundation.identity.models import Person
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal


class _Told(models.Model):
    """Something with an author and an instant. `day` is the local day it is true of: of what is brought
    in from elsewhere, the day it was said there."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    at = models.DateTimeField()
    day = models.DateField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["-day", "-at", "-id"]


class ActionUpdate(_Told):
    """What was said of an action: words, what shows that it is done (`evidence`), and the owner's own
    view, empty where they gave none."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="updates")
    text = models.TextField(blank=True)
    said = models.CharField("owner’s view", max_length=10, choices=Said.choices, blank=True)
    evidence = models.TextField(blank=True)

    PERSONAL = {
        "text": Personal(KEPT, Anonymise.BLANK),
        "evidence": Personal(KEPT, Anonymise.BLANK),
    }
    NOT_PERSONAL = ("said",)

    class Meta(_Told.Meta):
        abstract = False
        indexes = [models.Index(fields=["action", "day"])]

    def __str__(self) -> str:
        return f"update of {self.action_id}"


class ActionDecision(_Told):
    """What somebody other than the owner decided of an action, with their words."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="decisions")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    words = models.TextField(blank=True)

    PERSONAL = {"words": Personal(KEPT, Anonymise.BLANK)}
    NOT_PERSONAL = ("verdict",)

    class Meta(_Told.Meta):
        abstract = False
        indexes = [models.Index(fields=["action", "day"])]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.action_id}"


class DueMove(_Told):
    """The due date of an action was moved from a day to a day, and why. Either may be missing: a day
    that was not known."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="due_moves")
    was = models.DateField(null=True)
    to = models.DateField(null=True)
    reason = models.CharField(max_length=500)

    PERSONAL = {"reason": Personal(KEPT, Anonymise.BLANK)}

    class Meta(_Told.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="actions_due_move_has_reason"
            )
        ]

    def __str__(self) -> str:
        return f"due date of {self.action_id}"
