"""Which owner of a risk a reorganisation ended, and who answers for it since."""

from django.db import models

from safeloom.domain.partnership.models import Followed

from .risk import RiskOwner


class FollowedRiskOwner(Followed):
    """Who answers for a risk."""

    KEPT = ("risk_id",)
    ended = models.ForeignKey(RiskOwner, models.CASCADE, null=True, related_name="+")
    begun = models.ForeignKey(RiskOwner, models.SET_NULL, null=True, related_name="+")
