"""Files that hang on records."""

from django.db import models

from safeloom.foundation.access.rule import Paths
from safeloom.foundation.files.definitions import KIND, KINDS
from safeloom.foundation.files.names import download_name
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal


class StoredFile(models.Model):
    """A file of a record. Its bytes lie in the store at `place` for as long as `gone` is empty.

    A file that takes the place of another `replaces` it and has the next `version`; a `removed` one
    is shown to nobody, and its bytes go after `delete_on`. `sort` is one of those that the record's
    kind declares; `in_force_from` is a local date.
    """

    class Scan(models.TextChoices):
        NOT_SCANNED = "not-scanned", "Not scanned"
        WAITING = "waiting", "Waiting to be scanned"
        CLEAN = "clean", "Scanned, nothing found"
        INFECTED = "infected", "Infected"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    record = models.ForeignKey(Record, models.PROTECT, related_name="files")
    title = models.CharField(max_length=200)
    name = models.CharField(max_length=255)
    sort = models.CharField(max_length=40, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=10, choices=[(kind.key, kind.title) for kind in KINDS])
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    place = models.CharField(max_length=80, unique=True)
    kept = models.DateTimeField(auto_now_add=True)
    kept_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    scan = models.CharField(max_length=12, choices=Scan.choices, default=Scan.NOT_SCANNED)
    scanned = models.DateTimeField(null=True, blank=True)
    found = models.CharField(max_length=120, blank=True)
    removed = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    removed_because = models.CharField(max_length=500, blank=True)
    delete_on = models.DateField(null=True, blank=True)
    gone = models.DateTimeField(null=True, blank=True)

    ACCESS = Paths(partnership="record__partnership_id")
    PERSONAL = {
        "title": Personal("as the record it hangs on", Anonymise.NEUTRAL),
        "name": Personal("as the record it hangs on", Anonymise.NEUTRAL),
        "removed_because": Personal("as the record it hangs on", Anonymise.BLANK),
    }
    NOT_PERSONAL = ("sort", "kind", "sha256", "place", "scan", "found")

    class Meta:
        ordering = ["-kept", "-id"]
        indexes = [models.Index(fields=["scan"])]

    def __str__(self) -> str:
        return self.title

    @property
    def download_name(self) -> str:
        """What it is called where it is downloaded to."""
        return download_name(self.name, KIND[self.kind].endings[0])

    @property
    def content_type(self) -> str:
        """What it is sent as."""
        return KIND[self.kind].content_type
