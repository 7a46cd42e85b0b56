"""What was said of how high a risk is, and when it was looked at."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from safeloom.domain.plans.definitions import Impact, Likelihood, ScoreKind
from safeloom.foundation.identity.models import Person
from safeloom.kernel.keys import new_key
from safeloom.kernel.personal import Anonymise, Personal
from safeloom.kernel.risk import PRODUCTS, Score

from .responsible import KEPT
from .risk import Risk

# The score of a row, within a query.
RATING = Coalesce(
    F("likelihood") * F("impact"), F("product"), output_field=models.PositiveSmallIntegerField()
)


class RiskReview(models.Model):
    """Somebody looked at a risk on a day and said what they found. The score they gave is a `RiskScore`
    of the review; which way it moved is worked out."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    risk = models.ForeignKey(Risk, models.CASCADE, related_name="reviews")
    day = models.DateField("reviewed on")
    note = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    PERSONAL = {"note": Personal(KEPT, Anonymise.BLANK)}
    OWNED_BY = "risk"

    class Meta:
        ordering = ["day", "at", "id"]

    def __str__(self) -> str:
        return f"{self.risk}, reviewed {self.day}"


class RiskScore(models.Model):
    """A score of one kind from a day on, until a later row of that kind says otherwise. Likelihood and
    impact are given together; the product alone where no more is known; nothing of the three is “not
    known”, and `words` are what stood there instead."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    risk = models.ForeignKey(Risk, models.CASCADE, related_name="scores")
    kind = models.CharField(max_length=10, choices=ScoreKind.choices)
    day = models.DateField("from")
    likelihood = models.PositiveSmallIntegerField(choices=Likelihood.choices, null=True, blank=True)
    impact = models.PositiveSmallIntegerField(choices=Impact.choices, null=True, blank=True)
    product = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.CharField("in words", max_length=40, blank=True)
    review = models.ForeignKey(
        RiskReview, models.CASCADE, null=True, blank=True, related_name="scores"
    )
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    NOT_PERSONAL = ("kind", "words")
    OWNED_BY = "risk"

    class Meta:
        ordering = ["day", "at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__isnull=True, impact__isnull=True)
                | Q(
                    likelihood__isnull=False,
                    impact__isnull=False,
                    product__isnull=True,
                    likelihood__gte=1,
                    likelihood__lte=4,
                    impact__gte=1,
                    impact__lte=4,
                ),
                name="plans_risk_score_both_or_none",
                violation_error_message="Give likelihood and impact together, or neither.",
            ),
            models.CheckConstraint(
                condition=Q(product__isnull=True) | Q(product__in=PRODUCTS),
                name="plans_risk_score_on_the_grid",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.score.show()}"

    def clean(self) -> None:
        """Refuse what is no score of a grid of four by four."""
        try:
            _ = self.score
        except ValueError as problem:
            words = str(problem)
            raise ValidationError(f"{words[:1].upper()}{words[1:]}.") from None

    @property
    def score(self) -> Score:
        """The score as the kernel reckons with it."""
        return Score(self.likelihood, self.impact, self.product, self.words)
