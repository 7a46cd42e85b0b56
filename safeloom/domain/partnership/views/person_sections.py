"""What stands on a person's page."""

from safeloom.domain.partnership.queries import people as queries
from safeloom.domain.partnership.views import addresses
from safeloom.domain.partnership.views.tables import Cell, Table, TableSection, days, section
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Person


def sections(viewer: Viewer, here: Partnership, person: Person) -> list[TableSection]:
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
    return [
        section("posts", "Posts", Table(["Post", "Agency", "Days"], posts, "No post yet.")),
        section("seats", "Seats", Table(["Group", "Seat", "For", "Days"], seats, "No seat yet.")),
        section("chairs", "Chairs", Table(["Group", "As", "Days"], chairs, "No chair yet.")),
    ]
