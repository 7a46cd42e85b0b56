"""Who may check and close an action: somebody other than its owner."""

from django.db.models import Q, QuerySet

from safeloom.domain.actions.definitions import Said
from safeloom.domain.actions.models import Action, Ownership
from safeloom.domain.actions.queries.rows import owner_of
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership

OWN = "You own it. Somebody else checks and closes it."
AGENCY = "Your agency owns it. Somebody from elsewhere checks and closes it."


def why_not(viewer: Viewer, action: Action) -> str:
    """Why a viewer who may close actions may not close this one, in words; empty where they may. Its
    owner may not, and of who works at the owner agency only the unit may, which often is hosted there.
    1 query."""
    owned = owner_of(action, viewer.day)
    if owned is None:
        return ""
    if viewer.belongs & {owned.person_id, owned.post_id}:
        return OWN
    at_owner = owned.agency_id in viewer.belongs
    return AGENCY if at_owner and not viewer.may("action.change", action.partnership_id) else ""


def to_check(viewer: Viewer, partnership: Partnership, rows: QuerySet[Action]) -> QuerySet[Action]:
    """Of these actions (as `to_narrow` gives them) those that their owners call done and that wait for the
    viewer's check: `why_not`, asked of the database."""
    owned = Ownership.objects.as_at(viewer.day)
    mine = owned.filter(Q(person__in=viewer.belongs) | Q(post__in=viewer.belongs))
    if not viewer.may("action.change", partnership.pk):
        mine |= owned.filter(agency__in=viewer.belongs)
    rows = rows.filter(ended__isnull=True, said=Said.DONE, hidden=False)
    return rows.exclude(pk__in=mine.values("action_id"))
