"""Who owns an action, and who owned it when."""

from django.db import models

from safeloom.domain.actions.models.action import KEPT, Action
from safeloom.domain.partnership.models import Agency, Post
from safeloom.domain.partnership.models.row import Row
from safeloom.foundation.identity.models import Person
from safeloom.kernel.personal import Anonymise, Personal


class Ownership(Row):
    """An agency owns an action from a day to a day, by a post or a person in it where one is named; one
    at a time. `reason` says why it passed to them, `by` who decided it."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="ownerships")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="actions_owned")
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="actions_owned"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="actions_owned"
    )
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    OWNED_BY = "action"
    PERSONAL = {"reason": Personal(KEPT, Anonymise.BLANK)}

    class Meta(Row.Meta):
        abstract = False
        indexes = [
            models.Index(fields=["agency", "end"]),
            models.Index(fields=["action", "start"]),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} owned by {self.agency_id}"
