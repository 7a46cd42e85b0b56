"""Which actions a person may see, and as what."""

from datetime import date
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet

from safeloom.domain.actions.models import Action, Ownership
from safeloom.domain.actions.queries.concealing import hiding, opened_sources, with_concealed
from safeloom.domain.actions.queries.states import state_on, watch_of
from safeloom.domain.partnership.queries.names import name_on
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.dated import holding
from safeloom.foundation.identity.models import Partnership

SEE = "action.see"


def own(viewer: Viewer) -> Q:
    """The actions the viewer owns today: as themselves, or by a post they hold."""
    mine = Ownership.objects.as_at(viewer.day).filter(
        Q(person__in=viewer.belongs) | Q(post__in=viewer.belongs)
    )
    return Q(pk__in=mine.values("action_id"))


def actions(viewer: Viewer, partnership: Partnership, permission: str = SEE) -> QuerySet[Action]:
    """The actions of a partnership for which the viewer holds a permission, and their own; none
    without the permission."""
    rows = viewer.unsealed(Action.objects.filter(partnership=partnership))
    rows = rows.select_related("record", "source", "partnership")
    if not viewer.may(permission, partnership.pk):
        return rows.none()
    if viewer.may_everywhere(permission, partnership.pk):
        return rows
    allowed = viewer.rows(permission, Action.objects.all(), partnership.pk)
    return rows.filter(Q(pk__in=allowed.values("pk")) | own(viewer))


def may(viewer: Viewer, permission: str, action: Action) -> bool:
    """Whether the viewer holds a permission for an action, or owns it: 2 queries at most."""
    return actions(viewer, action.partnership, permission).filter(pk=action.pk).exists()


def my_agencies(viewer: Viewer, partnership: Partnership) -> set[UUID]:
    """The keys of what the viewer belongs to or leads, agencies among them."""
    return {*viewer.belongs, *viewer.over("action.update", partnership.pk)}


def of_my_agencies(
    viewer: Viewer, partnership: Partnership, rows: QuerySet[Action]
) -> QuerySet[Action]:
    """Of these actions those that an agency owns today at which the viewer works, or which they lead."""
    owned = Ownership.objects.as_at(viewer.day)
    owned = owned.filter(agency__in=my_agencies(viewer, partnership))
    return rows.filter(pk__in=owned.values("action_id"))


def owner_of(action: Action, day: date) -> Ownership | None:
    """Who owns an action on a day."""
    rows = action.ownerships.as_at(day).select_related("agency__principal", "agency__record")
    return rows.first()


def told(viewer: Viewer, partnership: Partnership, permission: str = SEE) -> QuerySet[Action]:
    """The actions that tell the viewer all: without those from a sealed record they may not open. What
    hangs on an action (files, links) is shown to whoever sees it here."""
    opened = opened_sources(viewer, partnership)
    return actions(viewer, partnership, permission).exclude(hiding(opened))


def with_owner(rows: QuerySet[Action], day: date) -> QuerySet[Action]:
    """Actions with who owns them on a day as `owned` (an `Ownership`), and what the agency is called
    on that day as `agency_called`. No further queries."""
    return (
        rows.alias(owned=FilteredRelation("ownerships", condition=holding(day, "ownerships__")))
        .annotate(agency_called=name_on(day, "owned__agency__"))
        .select_related(
            "owned__agency__principal",
            "owned__agency__record",
            "owned__post__principal",
            "owned__person__principal",
        )
    )


def to_narrow(viewer: Viewer, partnership: Partnership, permission: str = SEE) -> QuerySet[Action]:
    """The actions a viewer may see with what a list is narrowed and counted by: `state` and what they may
    tell. Who owns them is asked of those alone that are shown (`with_owner`). At most 3 queries
    beforehand, and one for each kind of sealed record, or of record seen in part, among their sources."""
    rows = with_concealed(actions(viewer, partnership, permission), viewer, partnership)
    return rows.annotate(state=state_on(viewer.day, watch_of(partnership, viewer.day)))


def listed(viewer: Viewer, partnership: Partnership, permission: str = SEE) -> QuerySet[Action]:
    """The same with who owns them."""
    return with_owner(to_narrow(viewer, partnership, permission), viewer.day)


def owned_by(agency: str | UUID, day: date) -> Q:
    """The actions that an agency owns on a day."""
    return Q(pk__in=Ownership.objects.as_at(day).filter(agency=agency).values("action_id"))
