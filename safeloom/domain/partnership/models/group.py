"""Groups: boards, sub-groups and panels, which answers to which, and who shares them."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from safeloom.domain.partnership.models.row import Row
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.dated import Dated, holding
from safeloom.foundation.identity.models import Partnership, Principal
from safeloom.foundation.records.models import Record
from safeloom.foundation.today import today


def of_partnership(prefix: str = ""):
    """The path to groups that a partnership owns, or shares today; `prefix` leads to the group."""

    def reach(partnership_id: UUID) -> Q:
        shared = GroupSharing.objects.filter(holding(today()), partnership_id=partnership_id)
        return Q(**{f"{prefix}record__partnership_id": partnership_id}) | Q(
            **{f"{prefix}pk__in": shared.values("group_id")}
        )

    return reach


class Group(Dated):
    """A board, executive, sub-group, locality group, panel or task and finish group, while it
    exists. Its name is its principal's. It belongs to the partnership of its record and may be
    shared with others."""

    class Kind(models.TextChoices):
        BOARD = "board", "Board"
        EXECUTIVE = "executive", "Executive"
        SUB_GROUP = "sub-group", "Sub-group"
        LOCALITY = "locality", "Locality group"
        PANEL = "panel", "Panel"
        TASK_AND_FINISH = "task-and-finish", "Task and finish group"

    principal = models.OneToOneField(Principal, models.CASCADE, primary_key=True)
    record = models.OneToOneField(Record, models.CASCADE)
    kind = models.CharField(max_length=16, choices=Kind.choices)

    ACCESS = Paths(partnership=of_partnership(), group="pk")
    NOT_PERSONAL = ("kind",)

    def __str__(self) -> str:
        return self.principal.name

    @property
    def name(self) -> str:
        """What the group is called."""
        return self.principal.name

    def partnerships(self) -> set[UUID]:
        """The partnerships that own it or shared it on any day."""
        return {self.record.partnership_id, *self.sharings.values_list("partnership_id", flat=True)}


class GroupLine(Row):
    """A group answers to `parent` from a day to a day: to one at a time in each partnership, and
    never in a circle."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="lines")
    parent = models.ForeignKey(Group, models.CASCADE, related_name="lines_below")

    OWNED_BY = "parent"

    class Meta(Row.Meta):
        abstract = False
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(group=F("parent")), name="partnership_group_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} under {self.parent}"


class GroupSharing(Row):
    """A group is another partnership's too from a day to a day, as one child death overview panel
    may serve three."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="sharings")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="shared_groups")

    def __str__(self) -> str:
        return f"{self.group}, shared with {self.partnership}"
