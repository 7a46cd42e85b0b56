"""Which ownership a reorganisation ended, and what it began in its place."""

from django.db import models

from safeloom.domain.actions.models.ownership import Ownership
from safeloom.domain.partnership.models import Followed


class FollowedOwnership(Followed):
    """Who owns an action."""

    KEPT = ("action_id", "person_id")
    ended = models.ForeignKey(Ownership, models.CASCADE, null=True, related_name="+")
    begun = models.ForeignKey(Ownership, models.SET_NULL, null=True, related_name="+")
