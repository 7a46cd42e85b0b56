"""How deprived an area is."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from safeloom.domain.area_profile.definitions import Index, Said
from safeloom.kernel.printed import show

from .sourced import Correction, Sourced, once

_SAME = ("index", "edition", "told_as", "day")


class Deprivation(Sourced):
    """What an index says of an area: a score, a rank (`out_of` how many areas) or a share of
    children. `edition` is the index's own, such as 2025."""

    index = models.CharField(max_length=20, choices=Index.choices)
    edition = models.CharField(max_length=20)
    told_as = models.CharField(max_length=10, choices=Said.choices)
    value = models.DecimalField(max_digits=9, decimal_places=3)
    out_of = models.PositiveIntegerField("out of how many areas", null=True, blank=True)

    NOT_PERSONAL = ("source", "index", "edition", "told_as")
    SAME = _SAME
    FIELDS = (
        "area", "index", "edition", "told_as", "day", "value", "out_of", "source", "published",
        "provisional",
    )  # fmt: skip

    class Meta:
        verbose_name_plural = "deprivation"
        constraints = [
            *once(
                *_SAME,
                name="deprivation",
                message="This edition of the index is there for that day already. Correct it.",
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="area_profile_deprivation_not_negative",
                violation_error_message="The figure is less than nothing. Check the sign.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.where}, {self.index} {self.edition}, {self.told_as}"

    def clean(self) -> None:
        """Refuse a rank that is no rank, and a share of more than all."""
        super().clean()
        if self.value is None:
            return
        if self.told_as == Said.RANK and (self.value != int(self.value) or self.value < 1):
            raise ValidationError({"value": "A rank is a whole number from 1."})
        if self.told_as == Said.RANK and self.out_of and self.value > self.out_of:
            raise ValidationError({"out_of": "The rank is higher than the number of areas."})
        if self.told_as == Said.SHARE and self.value > 100:
            raise ValidationError({"value": "A share is 100 per cent at most."})
        if self.told_as != Said.RANK and self.out_of is not None:
            raise ValidationError({"out_of": "Only a rank is out of so many. Leave this empty."})

    @property
    def what(self) -> str:
        return f"{self.get_index_display()} {self.edition}"

    @property
    def said(self) -> str:
        return told(self.told_as, self.value, self.out_of)


class DeprivationCorrection(Correction):
    """What was said about deprivation before."""

    of = models.ForeignKey(Deprivation, models.CASCADE, related_name="corrections")
    index = models.CharField(max_length=20, choices=Index.choices)
    edition = models.CharField(max_length=20)
    told_as = models.CharField(max_length=10, choices=Said.choices)
    value = models.DecimalField(max_digits=9, decimal_places=3)
    out_of = models.PositiveIntegerField(null=True)

    NOT_PERSONAL = ("source", "index", "edition", "told_as")

    class Meta(Correction.Meta):
        abstract = False

    def __str__(self) -> str:
        return f"{self.of_id} revision {self.revision}"

    @property
    def said(self) -> str:
        """The figure in words."""
        return told(self.told_as, self.value, self.out_of)


def told(as_: str, value: Decimal, out_of: int | None) -> str:
    """`21.4`, `Rank 12 of 153`, `17.2%`."""
    plain = value.normalize()
    number = show(plain, max(-plain.as_tuple().exponent, 0))
    if as_ == Said.RANK:
        return f"Rank {number} of {out_of}" if out_of else f"Rank {number}"
    return f"{number}%" if as_ == Said.SHARE else number
