"""Turns to present that come near, what the board looks at again, and the lines of its agenda."""

from datetime import date, datetime, timedelta

from safeloom.domain.partnership.models import Group
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership, Person
from safeloom.foundation.notices.digest import lines_of_home
from safeloom.foundation.sealed.narrowing import without_sealed
from safeloom.kernel.dates import show_date
from safeloom.kernel.registry import AgendaLine, HomeLine
from safeloom.systems.policy_impact.addresses import of_impact
from safeloom.systems.policy_impact.models import PolicyImpact
from safeloom.systems.policy_impact.queries.impacts import impacts

SOON = timedelta(days=60)


def mine(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """For an agency's lead: their turns within two months of which they said nothing yet. 1 query."""
    if not viewer.over("policy_impact.say", partnership.pk):
        return []
    rows = impacts(viewer, partnership, "policy_impact.say").filter(
        presented__isnull=True, difference="", due__lte=viewer.day + SOON
    )
    return [
        HomeLine(
            f"{row.title}: say what the policy changed",
            of_impact(partnership, row),
            due=row.due,
            late=row.due < viewer.day,
        )
        for row in rows.order_by("due", "record__reference")
    ]


def coming(viewer: Viewer, partnership: Partnership, since: datetime) -> list[HomeLine]:
    """For the unit: what the board said it would look at again, within two months. 1 query."""
    if not viewer.may_everywhere("policy_impact.plan", partnership.pk):
        return []
    rows = impacts(viewer, partnership).filter(follow_up__range=(viewer.day, viewer.day + SOON))
    return [
        HomeLine(row.title, of_impact(partnership, row), due=row.follow_up, detail="Follow-up")
        for row in rows.order_by("follow_up", "record__reference")
    ]


def digest(person: Person, day: date) -> list[HomeLine]:
    """What an agency's lead is asked."""
    return lines_of_home(person, day, mine)


def agenda(
    partnership: Partnership, group: Group, day: date, until: date | None
) -> list[AgendaLine]:
    """For the board: who is to present by the day of its meeting and has not, by day. 1 query."""
    if group.kind != Group.Kind.BOARD:
        return []
    rows = PolicyImpact.objects.filter(
        partnership=partnership, due__lte=day, presented__isnull=True
    )
    rows = without_sealed(rows).select_related("record", "agency__principal")
    return [
        AgendaLine(
            f"{row.agency.name} presents {row.record.reference}, due {show_date(row.due)}",
            of_impact(partnership, row),
            row.pk,
        )
        for row in rows.order_by("due", "record__reference")
    ]
