"""What plans and risks give to the agenda of a meeting."""

from datetime import date

from safeloom.domain.partnership.models import Group
from safeloom.domain.plans import addresses
from safeloom.domain.plans.models import PlanLine, Risk
from safeloom.domain.plans.queries import lines as line_queries
from safeloom.domain.plans.queries.risks import on_register, standings
from safeloom.foundation.identity.models import Partnership
from safeloom.kernel.dates import show_date
from safeloom.kernel.registry import AgendaLine

_LEADING = (Group.Kind.BOARD, Group.Kind.EXECUTIVE)


def risks(
    partnership: Partnership, group: Group, day: date, until: date | None
) -> list[AgendaLine]:
    """The risks to be looked at by the day of the meeting, or before the next one: those the group owns; of
    board and executive also those that nobody else's group owns. Expired acceptances come too."""
    rows = Risk.objects.filter(partnership=partnership)
    rows = rows.select_related("record__partnership", "partnership", "theme")
    last = until or day
    found = []
    for one in standings(on_register(rows, day), day):
        if not (one.expired or (one.next_review and one.next_review <= last)):
            continue
        owner = one.owner.group_id if one.owner else None
        if owner == group.pk or (owner is None and group.kind in _LEADING):
            words = (
                "its acceptance expired"
                if one.expired
                else f"to be reviewed by {show_date(one.next_review)}"
            )
            found.append(
                AgendaLine(
                    f"Risk {one.risk.record.reference} {one.risk.title}: {words}",
                    addresses.of_risk(partnership, one.risk),
                    one.risk.pk,
                )
            )
    return found


def late_lines(
    partnership: Partnership, group: Group, day: date, until: date | None
) -> list[AgendaLine]:
    """The lines that are late on the day of the meeting: of the group's own programme and those it leads; of
    board and executive those of the partnership's own plans."""
    rows = PlanLine.objects.filter(plan__partnership=partnership, action__isnull=True)
    rows = rows.select_related(
        "plan__record", "plan__partnership", "priority__record", "objective", "serves__record"
    )
    rows = line_queries.standing_plans(rows, day)
    leading = group.kind in _LEADING
    return [
        AgendaLine(
            f"{one.line.plan.title}: {one.line.wording[:160]}, due {one.due.show()}, {one.lead}",
            addresses.of_line(partnership, one.line),
            one.line.plan_id,
        )
        for one in line_queries.standings(rows, partnership, day)
        if one.is_late
        and (
            one.line.plan.group_id == group.pk
            or any(row.group_id == group.pk and row.holds(day) for row in one.line.leads.all())
            or (leading and one.line.plan.group_id is None)
        )
    ]
