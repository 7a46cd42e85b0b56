"""What risks are sorted by, and how much of each a partnership is ready to bear."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from safeloom.foundation.access.rule import Paths
from safeloom.foundation.dated import Dated
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.keys import new_key


class RiskTheme(models.Model):
    """A theme of a partnership's risk register, in its own words."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="risk_themes")
    title = models.CharField(max_length=100)
    order = models.PositiveIntegerField("place in the register", default=0)
    revision = models.PositiveIntegerField(default=1)

    ACCESS = Paths(partnership="partnership_id")
    NOT_PERSONAL = ("title",)

    class Meta:
        ordering = ["order", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "title"],
                name="plans_risk_theme_once",
                violation_error_message="There is a theme of this title already.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class RiskAppetite(Dated):
    """The highest residual score of a theme that the partnership bears, from a day to a day; a risk above
    it is outside."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    theme = models.ForeignKey(RiskTheme, models.CASCADE, related_name="appetites")
    most = models.PositiveSmallIntegerField(
        "highest score that is borne", validators=[MinValueValidator(1), MaxValueValidator(16)]
    )

    OWNED_BY = "theme"

    class Meta(Dated.Meta):
        ordering = ["start"]

    def __str__(self) -> str:
        return f"{self.theme}: up to {self.most}"
