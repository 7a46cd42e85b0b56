"""The index of what may be found, and what has changed since it was last brought up to date."""

from django.db import models

from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.personal import Anonymise, Personal

_COPY = Personal("as long as the row it is a copy of", Anonymise.DELETE_ROW)


class SearchEntry(models.Model):
    """A row of a source as it is found. It is a copy: what it says follows from the row alone, and it
    can be made again at any time. `parts` holds a line a part, its name and its text with a tab between.

    `name`, `code` and `words` are folded (see `folding.py`); `name` begins with a space. The database
    keeps its own full-text index of `words` (migration 0013).
    """

    source = models.CharField(max_length=40)
    row = models.UUIDField()
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+")
    reference = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=300, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=200)
    parts = models.TextField(blank=True)
    name = models.CharField(max_length=320, blank=True)
    code = models.CharField(max_length=60, blank=True, db_index=True)
    words = models.TextField(blank=True)

    PERSONAL = {
        "title": _COPY,
        "detail": _COPY,
        "parts": _COPY,
        "name": _COPY,
        "words": _COPY,
    }
    NOT_PERSONAL = ("source", "reference", "place", "code")

    PASSING = "a copy of other rows, made again after a restore"

    class Meta:
        verbose_name_plural = "search entries"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "row"], name="foundation_searchentry_row_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.reference or self.row}"


class SearchChange(models.Model):
    """A row of a watched table was written: the database's own triggers say so, in the transaction
    that writes. `place` is the table and the column of the key, or `*`: everything is to be looked
    through. Rows live for seconds, and hold nothing of anybody: they lead to no partnership."""

    place = models.CharField(max_length=130)
    key = models.UUIDField(null=True)

    NOT_PERSONAL = ("place",)
    PASSING = "everything is looked through after a restore"

    def __str__(self) -> str:
        return f"{self.place} {self.key}"
