"""Who compares with what arrived, when agencies become others."""

from safeloom.domain.partnership.commands.reorganising.moves import Line, Moves
from safeloom.domain.partnership.commands.reorganising.passing import pass_on
from safeloom.domain.partnership.models import Agency
from safeloom.systems.national.models import FollowedOwner, NationalOwner


def follow(moves: Moves) -> list[Line]:
    """One of what an agency becomes compares in its place."""
    rows = NationalOwner.objects.select_related("agency__principal", "item__record")
    return pass_on(
        moves,
        rows.order_by("item__record__reference", "pk"),
        FollowedOwner,
        key="national",
        words=_words,
        about=_item,
        begin=_owner,
    )


def _words(row: NationalOwner) -> str:
    return f"{row.item.record.reference} {row.item.title}, compared by {row.agency.name}"


def _item(row: NationalOwner):
    return row.item_id


def _owner(row: NationalOwner, agency: Agency) -> NationalOwner:
    return NationalOwner(item_id=row.item_id, agency=agency)
