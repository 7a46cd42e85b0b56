"""What every dated row of the structure has."""

from django.db import models

from safeloom.foundation.dated import Dated
from safeloom.kernel.keys import new_key


class Row(Dated):
    """A dated row with a key that exists before it is saved and a count of its changes."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta(Dated.Meta):
        abstract = True
