"""What agencies were called before."""

from django.db import models

from safeloom.domain.partnership.models.agency import Agency
from safeloom.domain.partnership.models.reorganisation import Reorganisation
from safeloom.foundation.dated import Dated
from safeloom.kernel.keys import new_key


class FormerName(Dated):
    """An agency was called this from a day to a day, before the reorganisation `act` gave it another
    name. What it is called since stands on its principal alone."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=200)
    act = models.ForeignKey(Reorganisation, models.PROTECT, related_name="renamed")

    NOT_PERSONAL = ("name",)
    OWNED_BY = "agency"

    class Meta(Dated.Meta):
        ordering = ["-end"]

    def __str__(self) -> str:
        return self.name
