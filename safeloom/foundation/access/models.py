"""Who was granted which role, over what, from when to when; which roles ask for a second step."""

from django.core.exceptions import ValidationError
from django.db import models

from safeloom.foundation.access.definitions import ROLE, ROLES
from safeloom.foundation.dated import Dated
from safeloom.foundation.identity.models import Partnership, Principal
from safeloom.kernel.keys import new_key


class Grant(Dated):
    """`principal` acts in `role` in a partnership: over all of it, or over one agency or group only.

    A grant to an agency, post or group reaches whoever belongs to it on the day.
    """

    principal = models.ForeignKey(Principal, models.CASCADE, related_name="grants")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40, choices=[(role.key, role.title) for role in ROLES])
    over = models.ForeignKey(Principal, models.CASCADE, null=True, blank=True, related_name="+")

    NOT_PERSONAL = ("role",)

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["principal", "role"])]

    def __str__(self) -> str:
        return f"{self.principal}: {self.role}"

    def clean(self) -> None:
        """Refuse a grant over the wrong kind of thing."""
        super().clean()
        wanted = ROLE[self.role].over
        if wanted == "partnership" and self.over is not None:
            raise ValidationError({"over": "This role is over the whole partnership."})
        if wanted != "partnership" and (self.over is None or self.over.kind != wanted):
            raise ValidationError({"over": f"Choose the {wanted} this role is over."})


class StrongRole(Dated):
    """Who holds `role` in the partnership signs in with a second step on these days: until they did,
    the role gives them nothing."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="strong_roles")
    role = models.CharField(max_length=40, choices=[(role.key, role.title) for role in ROLES])

    NOT_PERSONAL = ("role",)

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["partnership", "role"])]

    def __str__(self) -> str:
        return f"{self.role} in {self.partnership}: with a second step"


class GrantReview(models.Model):
    """Somebody looked at a grant on a day and said that it is still needed, or ended it."""

    class Outcome(models.TextChoices):
        KEPT = "kept", "Kept"
        ENDED = "ended", "Ended"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    grant = models.ForeignKey(Grant, models.CASCADE, related_name="reviews")
    on = models.DateField("reviewed on")
    by = models.ForeignKey(Principal, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)

    NOT_PERSONAL = ("outcome",)

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["grant", "on"])]

    def __str__(self) -> str:
        return f"grant {self.grant_id}: {self.outcome} on {self.on}"
