"""Who belonged to the partnership, as a live block of a report."""

from safeloom.reports.document.tree import Column, Heading, Paragraph, Part, Table, runs
from safeloom.reports.material import BlockContext, Material, Shown
from safeloom.systems.structure.membership import GroupMembership
from safeloom.systems.structure.membership import membership as members

_COLUMNS = (Column("Seat"), Column("Agency"), Column("Held by"), Column("Post"))


def membership(context: BlockContext) -> Material:
    """Each group as it stood on the last day: its chairs and its seats, each before what answers to
    it. It prints no number."""
    groups = members(context.partnership, context.end)

    def draw(shown: Shown) -> list[Part]:
        parts = [part for group in groups for part in _group(group)]
        return parts or [Paragraph(runs("No group is recorded for that day."))]

    return Material(draw)


def _group(group: GroupMembership) -> list[Part]:
    chairs = [
        f"{words}: {name}."
        for words, name in (("Chair", group.chair), ("Vice-chair", group.vice_chair))
        if name
    ]
    shared = [f"Shared by {group.shared_by}."] if group.shared_by else []
    parts: list[Part] = [
        Heading(2, group.name),
        Paragraph(runs(" ".join([f"{group.kind}.", *chairs, *shared]))),
    ]
    if group.seats:
        rows = tuple(
            (
                runs(f"{seat.seat} (statutory partner)" if seat.statutory else seat.seat),
                runs(seat.agency or "None"),
                runs(seat.holder or "Vacant"),
                runs("; ".join(seat.posts) or "None"),
            )
            for seat in group.seats
        )
        parts.append(Table(f"Seats of {group.name}", _COLUMNS, rows))
    return parts
