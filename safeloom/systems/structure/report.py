"""Who belonged to the partnership, as a live block of a report."""

from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.text import slugify

from safeloom.domain.partnership.models import Group
from safeloom.domain.partnership.queries.structure import in_order, structure
from safeloom.reports.document.tree import (
    ChartPart,
    Column,
    FigureRow,
    Heading,
    Paragraph,
    Part,
    Source,
    Table,
    runs,
)
from safeloom.reports.material import BlockContext, Material, Number, Shown
from safeloom.systems.structure.chart import above, chart_of, kind_of
from safeloom.systems.structure.membership import GroupMembership, Sitting
from safeloom.systems.structure.membership import membership as members
from safeloom.web.charts import PRINT
from safeloom.web.words import date_words

_LEADING = {Group.Kind.BOARD.label, Group.Kind.EXECUTIVE.label}
_SEATS = (Column("Seat"), Column("Agency"), Column("Post"))
_TREE = (
    Column("Group"),
    Column("Answers to"),
    Column("Kind"),
    Column("Chair"),
    Column("Seats", "number"),
)
_GROUPS = (
    Column("Group"),
    Column("Kind"),
    Column("Chair"),
    Column("Seats", "number"),
    Column("Agencies", "number"),
)


def membership(context: BlockContext) -> Material:
    """The structure as it stood on the last day: the seats of board and executive (of the groups at
    the top where there is neither), then every other group with its chair and how many sit on it.

    Of people only chairs are named; a seat stands with its agency and the post that holds it.
    """
    groups = members(context.partnership, context.end)
    leading = [group for group in groups if group.kind in _LEADING]
    leading = leading or [group for group in groups if not group.level]
    others = [group for group in groups if group not in leading]
    address = f"{reverse('structure:page', args=[context.partnership.key])}?as_at={context.end}"
    numbers = [
        number for group in others for number in _numbers(group, others, context.end, address)
    ]

    def draw(shown: Shown) -> list[Part]:
        parts = [part for group in leading for part in _seats(group)]
        if others:
            rows = tuple(
                (
                    runs(group.name),
                    runs(group.kind),
                    runs(group.chair or "None"),
                    *((shown.figure(number.id),) for number in found),
                )
                for group in others
                for found in [_numbers(group, others, context.end, address)]
            )
            caption = f"Groups that do the work, {date_words(context.end)}"
            parts += [Heading(2, "Groups"), Table(caption, _GROUPS, rows, dense=True)]
        return parts or [Paragraph(runs("No group is recorded for that day."))]

    return Material(draw, numbers=numbers)


def structure_chart(context: BlockContext) -> Material:
    """The groups as they stood on the last day, drawn as a tree, and the same as a table."""
    partnership, day = context.partnership, context.end
    top = structure(partnership, day)
    chart = chart_of(partnership, top, day, PRINT)
    address = f"{reverse('structure:page', args=[partnership.key])}?as_at={day}"
    names = above(top)
    every = in_order(top)
    numbers = [
        _number(
            f"structure/{slugify(one.group.name)}-{at}/{day}/seats",
            "Seats of a group",
            one.group.name,
            len(one.places),
            day,
            address,
        )
        for at, one in enumerate(every, start=1)
    ]

    def draw(shown: Shown) -> list[Part]:
        if chart is None:
            return [Paragraph(runs("No group is recorded for that day."))]
        rows = tuple(
            (
                runs(one.group.name),
                runs(names.get(one.group.pk, "No group")),
                runs(kind_of(partnership, one)),
                runs(one.chair.name if one.chair else "No chair"),
                (shown.figure(number.id),),
            )
            for one, number in zip(every, numbers, strict=True)
        )
        figures = tuple(shown.row(number.id) for number in numbers)
        caption = f"Groups and what they answer to, {date_words(day)}"
        return [ChartPart(chart, figures), Table(caption, _TREE, rows, dense=True)]

    return Material(draw, numbers=numbers)


def _seats(group: GroupMembership) -> list[Part]:
    chairs = [
        f"{words}: {name}."
        for words, name in (("Chair", group.chair), ("Vice-chair", group.vice_chair))
        if name
    ]
    shared = [f"Shared by {group.shared_by}."] if group.shared_by else []
    said = " ".join([*chairs, *shared])
    parts: list[Part] = [Heading(2, group.name), *([Paragraph(runs(said))] if said else [])]
    if group.seats:
        rows = tuple(
            (
                runs(f"{seat.seat} (statutory partner)" if seat.statutory else seat.seat),
                runs(seat.agency or "None"),
                runs(_post(seat)),
            )
            for seat in group.seats
        )
        parts.append(Table(f"Seats of {group.name}", _SEATS, rows, dense=True))
    return parts


def _post(seat: Sitting) -> str:
    """What the holder is at the agency; nobody's name."""
    if not seat.holder:
        return "Vacant"
    return "; ".join(post.removesuffix(f", {seat.agency}") for post in seat.posts) or "None"


def _numbers(
    group: GroupMembership, groups: list[GroupMembership], day: date, address: str
) -> list[Number]:
    """How many seats a group has and how many agencies sit on it."""
    agencies = {seat.agency for seat in group.seats if seat.agency}
    name = f"{slugify(group.name)}-{groups.index(group) + 1}"
    return [
        _number(f"groups/{name}/{day}/{what}", words, group.name, count, day, address)
        for what, words, count in (
            ("seats", "Seats of a group", len(group.seats)),
            ("agencies", "Agencies that sit on a group", len(agencies)),
        )
    ]


def _number(id: str, measure: str, group: str, count: int, day: date, address: str) -> Number:
    row = FigureRow(
        id=id,
        section="",
        entity=group,
        measure=measure,
        period=date_words(day),
        value=str(count),
        unit="number",
        source=Source("The partnership’s structure", address),
    )
    return Number(row, Decimal(count))
