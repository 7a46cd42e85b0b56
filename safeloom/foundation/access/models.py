"""Who was granted which role, over what, from when to when; which roles ask for a second step."""

from django.core.exceptions import ValidationError
from django.db import models

from safeloom.foundation.access.definitions import ROLE, ROLES
from safeloom.foundation.dated import Dated
from safeloom.foundation.identity.models import Partnership, Principal


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
