"""Which supply a reorganisation ended, and what is asked for in its place."""

from django.db import models

from safeloom.domain.partnership.models import Followed

from .supply import Supply


class FollowedSupply(Followed):
    """Who is asked for what."""

    KEPT = ("measure_id",)
    ended = models.ForeignKey(Supply, models.CASCADE, null=True, related_name="+")
    begun = models.ForeignKey(Supply, models.SET_NULL, null=True, related_name="+")
