"""What the search finds of actions."""

from collections.abc import Iterator

from django.db.models import QuerySet

from safeloom.domain.actions import addresses
from safeloom.domain.actions.models import Action
from safeloom.domain.actions.queries.rows import actions
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.search.definitions import Searchable


def actions_found(viewer: Viewer, partnership: Partnership) -> QuerySet[Action]:
    """Those the viewer may see; of one from a sealed record nothing but its reference is found."""
    return actions(viewer, partnership)


def tell_actions(rows: QuerySet[Action]) -> Iterator[Searchable]:
    """By wording, where it comes from in words, and reference. What its source is called is not told:
    not everybody who sees the action may see that."""
    for action in rows.select_related("record", "source"):
        sealed = [action.record.is_sealed, action.source is not None and action.source.is_sealed]
        yield Searchable(
            row=action.pk,
            partnership=action.partnership_id,
            title=action.record.title,
            place=action.record.reference,
            reference=action.record.reference,
            detail=action.origin,
            parts=(("What is to be done", action.wording),),
            sealed=any(sealed),
        )


def action_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """An action's page."""
    return addresses.page("action", partnership, place)
