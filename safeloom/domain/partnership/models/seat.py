"""Seats: the places at a group's table, and who held them."""

from django.db import models

from safeloom.domain.partnership.models.agency import Agency
from safeloom.domain.partnership.models.group import Group, of_partnership
from safeloom.domain.partnership.models.row import Row
from safeloom.foundation.access.rule import Paths
from safeloom.foundation.identity.models import Membership, Person


class Seat(Row):
    """A place in a group, an agency's or nobody's (a lay member, the scrutineer). `statutory` marks
    the seat of a statutory partner, which a quorum may count."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="seats")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="seats")
    title = models.CharField(max_length=120)
    statutory = models.BooleanField("a statutory partner’s seat", default=False)

    ACCESS = Paths(partnership=of_partnership("group__"), agency="agency_id", group="group_id")
    NOT_PERSONAL = ("title",)

    def __str__(self) -> str:
        return self.title


class SeatHolding(Row):
    """A person holds a seat from a day to a day, nobody else on the same days. `membership` is the
    same fact as access reads it: the person belongs to the group."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="holdings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="seat_holdings")
    membership = models.OneToOneField(Membership, models.PROTECT, related_name="+")
    since = models.CharField(
        "first day in words, where it is not certain", max_length=60, blank=True
    )

    ACCESS = Paths(
        partnership=of_partnership("seat__group__"),
        agency="seat__agency_id",
        group="seat__group_id",
    )
    NOT_PERSONAL = ("since",)

    def __str__(self) -> str:
        return f"{self.person}, {self.seat}"


class Chairing(Row):
    """A person chairs a group, or is its vice-chair, from a day to a day: one of each at a time. A
    chair need hold no seat; `membership` makes the chair belong to the group all the same."""

    class Part(models.TextChoices):
        CHAIR = "chair", "Chair"
        VICE_CHAIR = "vice-chair", "Vice-chair"

    group = models.ForeignKey(Group, models.CASCADE, related_name="chairings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="chairings")
    part = models.CharField(max_length=10, choices=Part.choices, default=Part.CHAIR)
    membership = models.OneToOneField(Membership, models.PROTECT, related_name="+")

    ACCESS = Paths(partnership=of_partnership("group__"), group="group_id")
    NOT_PERSONAL = ("part",)

    def __str__(self) -> str:
        return f"{self.person}, {self.get_part_display()} of {self.group}"
