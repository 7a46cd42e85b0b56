"""Agencies: the bodies that work together, what they cover and what became of them."""

from django.db import models
from django.db.models import F, Q

from safeloom.domain.partnership.models.area import Area
from safeloom.domain.partnership.models.row import Row
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.dated import Dated
from safeloom.foundation.identity.models import Principal
from safeloom.foundation.records.models import Record
from safeloom.kernel.keys import new_key


class Agency(Dated):
    """A body that works with the partnership, while it exists.

    Its name is its principal's. `standing` is its place in law: section 16E of the Children Act
    2004 as the Children's Wellbeing and Schools Act 2026 words it knows designated childcare or
    education agencies beside other relevant agencies. Being a statutory partner is a dated
    `StatutoryRole`, since it moves with reorganisations.
    """

    class Kind(models.TextChoices):
        LOCAL_AUTHORITY = "local-authority", "Local authority"
        DISTRICT_COUNCIL = "district-council", "District council"
        INTEGRATED_CARE_BOARD = "integrated-care-board", "Integrated care board"
        NHS_PROVIDER = "nhs-provider", "NHS trust or provider"
        NHS_ENGLAND = "nhs-england", "NHS England"
        POLICE = "police", "Police"
        POLICE_COMMISSIONER = "police-commissioner", "Police and crime commissioner"
        PROBATION = "probation", "Probation"
        YOUTH_JUSTICE = "youth-justice", "Youth justice"
        SCHOOL = "school", "School or college"
        EARLY_YEARS = "early-years", "Early years"
        CHARITY = "charity", "Charity or voluntary body"
        CAFCASS = "cafcass", "Cafcass"
        FIRE_AND_RESCUE = "fire-and-rescue", "Fire and rescue"
        HOUSING = "housing", "Housing"
        SECURE_SETTING = "secure-setting", "Prison or secure setting"
        OTHER = "other", "Other"

    class Standing(models.TextChoices):
        RELEVANT = "relevant", "Relevant agency"
        DESIGNATED_EDUCATION = (
            "designated-education",
            "Designated childcare or education agency",
        )
        OTHER = "other", "Works with the partnership"

    principal = models.OneToOneField(Principal, models.CASCADE, primary_key=True)
    record = models.OneToOneField(Record, models.CASCADE)
    kind = models.CharField(max_length=24, choices=Kind.choices)
    standing = models.CharField(max_length=24, choices=Standing.choices, default=Standing.RELEVANT)
    ods_code = models.CharField("ODS code", max_length=12, blank=True)
    urn = models.CharField("URN", max_length=8, blank=True)
    gss_code = models.CharField("GSS code", max_length=9, blank=True)
    dfe_la_code = models.CharField("DfE local authority code", max_length=3, blank=True)

    ACCESS = Paths(partnership="record__partnership_id", agency="pk")
    NOT_PERSONAL = ("kind", "standing", "ods_code", "urn", "gss_code", "dfe_la_code")

    class Meta(Dated.Meta):
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.principal.name

    @property
    def name(self) -> str:
        """What the agency is called."""
        return self.principal.name


class AgencySuccession(models.Model):
    """From `day` on, `successor` carries on all or part of the work of `predecessor`."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    predecessor = models.ForeignKey(Agency, models.CASCADE, related_name="became")
    successor = models.ForeignKey(Agency, models.CASCADE, related_name="came_from")
    day = models.DateField("from")

    OWNED_BY = "predecessor"

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="partnership_agency_succeeds_once"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="partnership_agency_not_its_own_heir",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class AgencyArea(Row):
    """An agency works in an area from a day to a day."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="covers")
    area = models.ForeignKey(Area, models.CASCADE, related_name="covered_by")

    OWNED_BY = "agency"

    def __str__(self) -> str:
        return f"{self.agency} in {self.area}"


class StatutoryRole(Row):
    """An agency is one of the three kinds of safeguarding partner from a day to a day (section 16E
    of the Children Act 2004). A partnership may have several of each kind at once."""

    class Partner(models.TextChoices):
        LOCAL_AUTHORITY = "local-authority", "Local authority"
        HEALTH = "health", "Health"
        POLICE = "police", "Police"

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="statutory_roles")
    partner = models.CharField(max_length=16, choices=Partner.choices)

    NOT_PERSONAL = ("partner",)

    def __str__(self) -> str:
        return f"{self.agency}: {self.get_partner_display()}"
