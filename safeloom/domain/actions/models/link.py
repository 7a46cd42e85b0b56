"""Links with which an owner without an account says how an action goes."""

from django.db import models

from safeloom.domain.actions.models.action import Action
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Person
from safeloom.kernel.keys import new_key


class ActionLink(models.Model):
    """One person may see and update one action until it expires or is revoked. Only a hash of the secret
    in it is kept: who reads the database cannot use it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    action = models.ForeignKey(Action, models.CASCADE, related_name="links")
    person = models.ForeignKey(Person, models.CASCADE, related_name="action_links")
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True, blank=True)

    ACCESS = Paths(partnership="action__partnership_id")
    OWNED_BY = "action"
    NOT_PERSONAL = ("digest",)
    PASSING = "a link that was revoked since must not work again"

    class Meta:
        ordering = ["-made", "-id"]

    def __str__(self) -> str:
        return f"link to {self.action_id}"


class ActionRead(models.Model):
    """Somebody read an action by a link."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    action = models.ForeignKey(Action, models.CASCADE, related_name="reads")
    person = models.ForeignKey(Person, models.CASCADE, related_name="action_reads")
    at = models.DateTimeField()

    ACCESS = Paths(partnership="action__partnership_id")
    OWNED_BY = "action"

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"read of {self.action_id}"
