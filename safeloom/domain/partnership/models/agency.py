"""Agencies: the bodies that work together, what they cover and what became of them."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q

from safeloom.domain.partnership.models.area import Area
from safeloom.domain.partnership.models.row import Row
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.dated import Dated
from safeloom.foundation.identity.models import Principal
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today
from safeloom.kernel.keys import new_key


class Agency(Dated):
    """A body that works with the partnership, while it exists.

    Its name is its principal's; before `renamed`, the day from which it is called so, its former
    names hold. `standing` is its place in law: section 16E of the Children Act
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
    renamed = models.DateField("called so from", null=True, blank=True)

    # The name of the day it is shown for, once that was read: see `as_called`.
    _called: str | None = None

    ACCESS = Paths(partnership="record__partnership_id", agency="pk")
    NOT_PERSONAL = ("kind", "standing", "ods_code", "urn", "gss_code", "dfe_la_code")

    class Meta(Dated.Meta):
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the agency is called: on the day it was read for (`as_called`), else today."""
        if self._called is None and self.renamed is not None and self.renamed > today():
            as_called([self], today())
        return self.principal.name if self._called is None else self._called


def as_called(agencies: Iterable[Agency | None], day: date) -> None:
    """Let these be called as they were on a day: one query, and none where no name changed since. (An
    agency that was read for no day says its name of today.)"""
    renamed = [one for one in agencies if one is not None and one.renamed is not None]
    later = {one.pk for one in renamed if one.renamed > day}
    then = {}
    if later:
        former = Agency._meta.get_field("former_names").related_model.objects.as_at(day)
        then = dict(former.filter(agency__in=later).values_list("agency_id", "name"))
    for one in renamed:
        one._called = then.get(one.pk, one.principal.name)


class AgencySuccession(models.Model):
    """From `day` on, `successor` carries on all or part of the work of `predecessor`."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    predecessor = models.ForeignKey(Agency, models.CASCADE, related_name="became")
    successor = models.ForeignKey(Agency, models.CASCADE, related_name="came_from")
    day = models.DateField("from")
    act = models.ForeignKey(
        "partnership.Reorganisation", models.PROTECT, null=True, blank=True, related_name="+"
    )

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
