"""What stands on a person's page."""

from dataclasses import dataclass

from safeloom.domain.partnership.queries import people as queries
from safeloom.domain.partnership.queries.private import is_kept
from safeloom.domain.partnership.views import addresses
from safeloom.domain.partnership.views.tables import Cell, Table, days, section
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.web.records import Section


@dataclass(frozen=True)
class PrivateSection(Section):
    """What is private: whether anything is kept, and where it is shown."""

    kept: bool = False
    show: str = ""


def private_section(here: Partnership, person: Person) -> PrivateSection:
    """The way to what is private about a person, for whoever may see it."""
    kept = is_kept(here, person)
    change = addresses.act("change-private-contact", here, person.pk)
    return PrivateSection(
        "private",
        "Private contact",
        "partnership/private_section.html",
        ("Change" if kept else "Add", change),
        kept,
        addresses.act("private-contact", here, person.pk),
    )


def sections(viewer: Viewer, here: Partnership, person: Person) -> list[Section]:
    """Posts, seats and chairs over time, as far as the viewer may see them."""
    sees_groups = viewer.may_everywhere("group.see", here.pk)

    def group_cell(group) -> Cell:
        return Cell(group.name, addresses.of_group(here, group) if sees_groups else "")

    posts = [
        [
            held.post.title,
            Cell(held.post.agency.name, addresses.of_agency(here, held.post.agency)),
            days(held),
        ]
        for held in queries.posts_held(viewer, here, person)
    ]
    seats = [
        [
            group_cell(held.seat.group),
            held.seat.title,
            held.seat.agency.name if held.seat.agency else "",
            days(held),
        ]
        for held in queries.seats_held(viewer, here, person)
    ]
    chairs = [
        [group_cell(held.group), held.get_part_display(), days(held)]
        for held in queries.chairs_held(viewer, here, person)
    ]
    private = viewer.may("person.private", here.pk)
    return [
        *([private_section(here, person)] if private else []),
        section("posts", "Posts", Table(["Post", "Agency", "Days"], posts, "No post yet.")),
        section("seats", "Seats", Table(["Group", "Seat", "For", "Days"], seats, "No seat yet.")),
        section("chairs", "Chairs", Table(["Group", "As", "Days"], chairs, "No chair yet.")),
    ]
