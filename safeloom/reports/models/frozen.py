"""What a version was when it was signed off. The database refuses to alter or remove it."""

from django.db import models

from safeloom.kernel.keys import new_key
from safeloom.reports.models.report import ReportVersion


class FrozenReport(models.Model):
    """The frozen outputs of a version, byte for byte; `content` is the hash the partners signed,
    `typst` a ZIP of the source the PDF was made from; `docx` is None where the version was signed
    before reports were written as Word."""

    version = models.OneToOneField(
        ReportVersion, models.PROTECT, primary_key=True, related_name="frozen"
    )
    at = models.DateTimeField()
    content = models.CharField(max_length=64)
    html = models.BinaryField()
    pdf = models.BinaryField()
    docx = models.BinaryField(null=True)
    typst = models.BinaryField()
    figures_csv = models.BinaryField()
    figures_json = models.BinaryField()

    NOT_PERSONAL = ("content",)

    def __str__(self) -> str:
        return f"{self.version}, frozen"


class FrozenSection(models.Model):
    """The written part of a section as it was signed."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    frozen = models.ForeignKey(FrozenReport, models.PROTECT, related_name="sections")
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    position = models.PositiveIntegerField()
    text = models.TextField(blank=True)

    NOT_PERSONAL = ("key", "title", "text")

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title


class FrozenFigure(models.Model):
    """A printed number as it was signed: its value as printed, and how it follows from others."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    frozen = models.ForeignKey(FrozenReport, models.PROTECT, related_name="figures")
    position = models.PositiveIntegerField()
    figure = models.CharField(max_length=400)
    section = models.CharField(max_length=200)
    entity = models.CharField(max_length=200)
    measure = models.CharField(max_length=200)
    period = models.CharField(max_length=100)
    value = models.CharField(max_length=200)
    unit = models.CharField(max_length=320, blank=True)
    rule = models.CharField(max_length=20, blank=True)
    terms = models.TextField(blank=True)
    source = models.CharField(max_length=500, blank=True)

    NOT_PERSONAL = (
        "figure",
        "section",
        "entity",
        "measure",
        "period",
        "value",
        "unit",
        "rule",
        "terms",
        "source",
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["frozen", "figure"], name="reports_frozen_figure_once")
        ]

    def __str__(self) -> str:
        return self.figure
