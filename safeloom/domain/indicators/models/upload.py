"""A file between its preview and its acceptance."""

from django.db import models

from safeloom.foundation.identity.models import Account, Partnership
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal


class Upload(models.Model):
    """A file of returns somebody looked through: held encrypted for an hour, for that account, so
    that what is accepted is what was previewed. It goes when it is accepted."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE)
    account = models.ForeignKey(Account, models.CASCADE)
    name = models.CharField(max_length=200)
    sealed = models.BinaryField()
    expires = models.DateTimeField(db_index=True)

    PERSONAL = {"name": Personal("one hour", Anonymise.DELETE_ROW)}

    def __str__(self) -> str:
        return f"upload {self.pk}"

    @property
    def bound_to(self) -> str:
        """What the sealed bytes are bound to."""
        return f"indicators.Upload.sealed:{self.pk}"
