"""Limits of delegation: which post approves how much."""

from django.db import models

from safeloom.domain.finance.models.heads import Head
from safeloom.domain.partnership.models import Post
from safeloom.domain.partnership.models.row import Row
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.keys import new_key


class Limit(Row):
    """Whoever holds a post may approve spending up to an amount (any, where none is said), on some heads
    and their parts or (none named) on all, from a day to a day."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="spending_limits")
    post = models.ForeignKey(Post, models.PROTECT, related_name="spending_limits")
    up_to = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)

    ACCESS = Paths(partnership="partnership_id")

    def __str__(self) -> str:
        return f"{self.post}: {self.up_to}"


class LimitHead(models.Model):
    """A limit is about this head and its parts."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    limit = models.ForeignKey(Limit, models.CASCADE, related_name="heads")
    head = models.ForeignKey(Head, models.PROTECT, related_name="+")

    OWNED_BY = "limit"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["limit", "head"], name="finance_limit_head_once")
        ]

    def __str__(self) -> str:
        return f"{self.limit}: {self.head}"
