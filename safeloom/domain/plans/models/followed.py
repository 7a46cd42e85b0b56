"""Whose answering for a risk or a line of a plan a reorganisation ended, and who answers since."""

from django.db import models

from safeloom.domain.partnership.models import Followed

from .line import LineLead
from .risk import RiskOwner


class FollowedRiskOwner(Followed):
    """Who answers for a risk."""

    KEPT = ("risk_id",)
    ended = models.ForeignKey(RiskOwner, models.CASCADE, null=True, related_name="+")
    begun = models.ForeignKey(RiskOwner, models.SET_NULL, null=True, related_name="+")


class FollowedLineLead(Followed):
    """Who leads a line of a plan."""

    KEPT = ("line_id",)
    ended = models.ForeignKey(LineLead, models.CASCADE, null=True, related_name="+")
    begun = models.ForeignKey(LineLead, models.SET_NULL, null=True, related_name="+")
