"""Somebody who was entered twice, and is one person now."""

from django.db import models

from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership, Person


class PersonAlias(models.Model):
    """`person` was a second entry of `kept`: what pointed at them points at `kept` now, but for what is
    never altered (the audit) and what `kept` has already. Their old address leads to `kept`."""

    person = models.OneToOneField(
        Person, models.CASCADE, primary_key=True, related_name="merged_into"
    )
    kept = models.ForeignKey(Person, models.PROTECT, related_name="merged_from")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    ACCESS = Paths(partnership="partnership_id")

    class Meta:
        verbose_name = "merged person"
        verbose_name_plural = "merged people"

    def __str__(self) -> str:
        return f"{self.person}, now {self.kept}"
