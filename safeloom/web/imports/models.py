"""A file between its preview and its acceptance, what its columns mean, and what was written of it."""

from django.db import models

from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Account, Partnership, Person
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal


class Upload(models.Model):
    """A file somebody looked through: held encrypted for an hour, for that account, so that what is
    accepted is what was previewed. It goes when it is accepted."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE)
    account = models.ForeignKey(Account, models.CASCADE)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    sealed = models.BinaryField()
    expires = models.DateTimeField(db_index=True)

    PASSING = "a file before it is accepted is kept for an hour"
    PERSONAL = {"name": Personal("one hour", Anonymise.DELETE_ROW)}
    NOT_PERSONAL = ("kind",)

    def __str__(self) -> str:
        return f"upload {self.pk}"

    @property
    def bound_to(self) -> str:
        """What the sealed bytes are bound to."""
        return f"web.Upload.sealed:{self.pk}"


class ImportMap(models.Model):
    """What the columns of files with the same headings mean, as a partnership's people said once.
    `headings` is a digest of the headings in their order."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="import_maps")
    kind = models.CharField(max_length=20)
    headings = models.CharField(max_length=64)

    NOT_PERSONAL = ("kind", "headings")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "kind", "headings"], name="web_import_map_once"
            )
        ]

    def __str__(self) -> str:
        return f"map of {self.kind}"


class ImportMapColumn(models.Model):
    """The field of one column, counted from 0; a column that is left out has none."""

    map = models.ForeignKey(ImportMap, models.CASCADE, related_name="columns")
    place = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=40)

    NOT_PERSONAL = ("field",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["map", "place"], name="web_import_map_column_once")
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.field}"


class Import(models.Model):
    """A file that was written. `sealed` holds what undoing needs, encrypted, for 30 days; it is empty
    afterwards, and when it was undone."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="imports")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(db_index=True)
    read = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    undone = models.DateTimeField(null=True, blank=True)
    sealed = models.BinaryField(default=bytes)

    ACCESS = Paths(partnership="partnership_id")
    PERSONAL = {"name": Personal("30 days after it was brought in", Anonymise.BLANK)}
    NOT_PERSONAL = ("kind",)

    def __str__(self) -> str:
        return f"import of {self.kind}"

    @property
    def bound_to(self) -> str:
        """What the sealed bytes are bound to."""
        return f"web.Import.sealed:{self.pk}"
