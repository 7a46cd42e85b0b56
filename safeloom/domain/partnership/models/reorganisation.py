"""A reorganisation: which agencies and areas become which, from a day on, and whether it was done."""

from django.db import models

from safeloom.domain.partnership.models.agency import Agency
from safeloom.domain.partnership.models.area import Area
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Person
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key


class Reorganisation(models.Model):
    """An act that is planned, looked at, carried out and perhaps undone; its title is its record's.

    `day` is the first day on which the new arrangement holds. While neither `done` nor `dropped` is
    known it is a plan, which changes nothing.
    """

    class Kind(models.TextChoices):
        MERGE = "merge", "Several agencies become one"
        SPLIT = "split", "One agency becomes several"
        REDRAW = "redraw", "Councils are redrawn, and their areas with them"
        RENAME = "rename", "An agency changes its name"
        TRANSFER = "transfer", "Something passes from one agency to another"

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    day = models.DateField("from", null=True, blank=True)
    planned_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    done_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    done = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    undone = models.DateTimeField(null=True)
    dropped = models.DateTimeField(null=True)

    ACCESS = Paths(partnership="record__partnership_id")
    NOT_PERSONAL = ("kind",)

    def __str__(self) -> str:
        return self.record.title

    @property
    def is_planned(self) -> bool:
        """Whether it may still be changed and carried out."""
        return self.done is None and self.dropped is None

    @property
    def stands(self) -> bool:
        """Whether it was carried out and not undone."""
        return self.done is not None and self.undone is None

    @property
    def state(self) -> tuple[str, str]:
        """In words, and the kind of tag."""
        if self.dropped:
            return "Given up", "plain"
        if self.undone:
            return "Undone", "plain"
        return ("Carried out", "done") if self.done else ("Planned", "wait")


class Heir(models.Model):
    """What something becomes: one that is there, or a new one of this name that is made when the act
    is carried out. `position` orders them, so that the first council goes with the first area."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=120, blank=True)
    gss_code = models.CharField("GSS code", max_length=9, blank=True)
    dfe_la_code = models.CharField("DfE local authority code", max_length=3, blank=True)

    class Meta:
        abstract = True
        ordering = ["position", "name"]

    @property
    def is_new(self) -> bool:
        """Whether the act makes it."""
        return bool(self.name)


class AgencyHeir(Heir):
    """An agency that others become; of a change of name the agency itself, under its new name."""

    act = models.ForeignKey(Reorganisation, models.CASCADE, related_name="agency_heirs")
    agency = models.ForeignKey(Agency, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=24, choices=Agency.Kind.choices, blank=True)
    ods_code = models.CharField("ODS code", max_length=12, blank=True)

    NOT_PERSONAL = ("name", "kind", "ods_code", "gss_code", "dfe_la_code")

    def __str__(self) -> str:
        return self.name or (self.agency.name if self.agency else "")


class AgencyPath(models.Model):
    """An agency becomes an heir, alone or with others."""

    act = models.ForeignKey(Reorganisation, models.CASCADE, related_name="agency_paths")
    predecessor = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    heir = models.ForeignKey(AgencyHeir, models.CASCADE, null=True, related_name="paths")

    OWNED_BY = "act"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["act", "predecessor", "heir"], name="partnership_agency_path_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.heir}"


class AreaHeir(Heir):
    """An area that others become."""

    act = models.ForeignKey(Reorganisation, models.CASCADE, related_name="area_heirs")
    area = models.ForeignKey(Area, models.SET_NULL, null=True, related_name="+")

    NOT_PERSONAL = ("name", "gss_code", "dfe_la_code")

    def __str__(self) -> str:
        return self.name or (self.area.name if self.area else "")


class AreaPath(models.Model):
    """An area becomes an heir, alone or with others."""

    act = models.ForeignKey(Reorganisation, models.CASCADE, related_name="area_paths")
    predecessor = models.ForeignKey(Area, models.CASCADE, related_name="+")
    heir = models.ForeignKey(AreaHeir, models.CASCADE, null=True, related_name="paths")

    OWNED_BY = "act"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["act", "predecessor", "heir"], name="partnership_area_path_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.heir}"


class ReorganisationChoice(models.Model):
    """What was chosen for one line of a plan: `line` is its key, `decision` one of its options. A line
    without a choice takes its usual one."""

    act = models.ForeignKey(Reorganisation, models.CASCADE, related_name="choices")
    line = models.CharField(max_length=80)
    decision = models.CharField(max_length=80)

    NOT_PERSONAL = ("line", "decision")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act", "line"], name="partnership_choice_once")
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.decision}"
