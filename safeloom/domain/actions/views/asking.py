"""Finding the action a page is about, and the way back."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from safeloom.domain.actions import addresses
from safeloom.domain.actions.models import Action
from safeloom.domain.actions.queries import rows
from safeloom.domain.actions.wording import shortened
from safeloom.foundation.files.queries import Where, record_for
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.sealed.models import Opening
from safeloom.foundation.sealed.reading import read


def found(request: HttpRequest, reference: str, permission: str) -> Action:
    """The action of this reference, if the viewer holds a permission for it and may be told of it. Of one
    from a sealed record that is a reading, with its reason."""
    seen = rows.listed(request.viewer, request.partnership, permission)
    action = get_object_or_404(seen.filter(hidden=False), record__reference=reference)
    if action.source is not None:
        read(request, action.source, Opening.How.CHANGE, what=reference)
    action.told = action.wording
    return action


def trail(here: Partnership, action: Action | None = None) -> list[tuple[str, str]]:
    """The way back to the tracker, or to one action."""
    way = [("Actions", addresses.page("actions", here))]
    if action is not None:
        way.append((action.reference, addresses.of_action(here, action)))
    return way


def source_asked(request: HttpRequest, said: Any) -> Where | None:
    """The record that is to be the source, if one is asked for; 404 where the viewer may not see it."""
    if not said:
        return None
    try:
        key = UUID(str(said))
    except ValueError:
        raise Http404 from None
    where = record_for(request.viewer, request.partnership, key)
    if where is None or where.record.partnership_id != request.partnership.pk:
        raise Http404
    return where


def called(action: Action) -> str:
    """`AC-0012 Write the guide`."""
    return f"{action.reference} {shortened(action.told, 80)}"
