"""The structure drawn: groups as boxes below those they answer to."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from safeloom.domain.partnership.queries.structure import Branch, in_order
from safeloom.foundation.identity.models import Partnership
from safeloom.web.charts import WIDE, Chart, Node, Shape, tree
from safeloom.web.words import count_words, date_words


def chart_of(
    partnership: Partnership, branches: Sequence[Branch], day: date, shape: Shape = WIDE
) -> Chart | None:
    """The tree of groups as at a day with chairs and the number of seats; None without a group. The
    same in words stands beside it."""
    if not branches:
        return None
    every = in_order(list(branches))
    return tree(
        f"Groups of the partnership, {date_words(day)}",
        _sentence(every),
        tuple(_node(partnership, one) for one in branches),
        shape=shape,
    )


def above(branches: Sequence[Branch]) -> dict[UUID, str]:
    """The name of the group that each group answers to, by key."""
    return {
        below.group.pk: one.group.name for one in in_order(list(branches)) for below in one.below
    }


def _node(partnership: Partnership, branch: Branch) -> Node:
    group = branch.group
    shared = group.record.partnership_id != partnership.pk
    lines = [
        group.get_kind_display(),
        f"Chair: {branch.chair.name}" if branch.chair else "No chair",
        count_words(len(branch.places), "seat", "seats"),
    ]
    if shared:
        lines.append(f"Shared by {group.record.partnership.name}")
    return Node(
        group.name,
        tuple(lines),
        tuple(_node(partnership, each) for each in branch.below),
        dotted=shared,
    )


def kind_of(partnership: Partnership, branch: Branch) -> str:
    """What kind of group it is, and whose if it is another partnership's."""
    group = branch.group
    kind = group.get_kind_display()
    if group.record.partnership_id == partnership.pk:
        return kind
    return f"{kind}, shared by {group.record.partnership.name}"


def _sentence(every: Sequence[Branch]) -> str:
    """What the drawing shows, worked out from it."""
    top = sum(one.level == 0 for one in every)
    levels = max(one.level for one in every) + 1
    said = f"{count_words(len(every), 'group', 'groups').capitalize()}"
    if levels > 1:
        said += f" on {levels} levels, {top} at the top"
    without = sum(one.chair is None for one in every)
    return f"{said}; {without or 'none'} without a chair."
