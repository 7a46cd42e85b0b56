"""A priority's page: its lines and those of programmes that serve it, its actions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from safeloom.domain.actions.sections import actions_section
from safeloom.domain.partnership.views.tables import Act, Cell, Table, section
from safeloom.domain.plans import addresses
from safeloom.domain.plans.models import Priority
from safeloom.domain.plans.position import counted
from safeloom.domain.plans.queries import lines as line_queries
from safeloom.domain.plans.queries import plans as queries
from safeloom.domain.plans.views.plan_changes import trail
from safeloom.domain.plans.views.plans import PrioritySection, grouped, shown
from safeloom.foundation.access.pages import open_to
from safeloom.web.as_at import read_as_at
from safeloom.web.records import RecordPage, Section, record_response


@open_to("plan.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """A priority as at a day."""
    here, viewer = request.partnership, request.viewer
    rows = queries.every_priority(viewer, here).prefetch_related("objectives")
    priority = get_object_or_404(rows, record__reference=reference)
    plan, day = priority.plan, read_as_at(request).day
    own = line_queries.of_plan(plan).filter(priority=priority)
    found = line_queries.standings(own, here, day)
    serving = line_queries.standings(line_queries.serving([priority]), here, day)
    may = viewer.may_everywhere("plan.change", here.pk)
    sections: list[Section] = [
        PrioritySection(
            "lines",
            "Lines of the plan",
            "plans/lines.html",
            ("Add a line", addresses.act("add-line", here, plan.record.reference)) if may else None,
            grouped(here, priority, [one for one in found if one.counts]),
            counted(found),
        )
    ]
    names = sorted({(str(one.line.plan.group or ""), one.line.plan.title) for one in serving})
    if serving:
        groups = [
            (
                f"{title}, {group}" if group else title,
                [
                    shown(here, one)
                    for one in serving
                    if one.counts and one.line.plan.title == title
                ],
            )
            for group, title in names
        ]
        sections.append(
            PrioritySection(
                "serving",
                "Lines of programmes that serve it",
                "plans/lines.html",
                None,
                groups,
                counted(serving),
            )
        )
    sections.append(
        section("objectives", "Objectives and outcomes", *_objectives(request, priority, may))
    )
    sections.append(actions_section(viewer, here, priority.record, day))
    page = RecordPage(
        of=priority.record,
        title=priority.title,
        reference=reference,
        facts=[("Plan", plan.title)],
        next_step=("Change the priority", addresses.act("change-priority", here, reference))
        if may
        else None,
        sections=sections,
    )
    return record_response(request, page, trail=trail(request, plan), as_at=read_as_at(request))


def _objectives(
    request: HttpRequest, priority: Priority, may: bool
) -> tuple[Table, tuple[str, str] | None]:
    here = request.partnership
    rows = [
        [
            Cell(
                one.title,
                acts=[
                    Act("Change", one.title[:60], addresses.act("change-objective", here, one.pk))
                ]
                if may
                else [],
            )
        ]
        for one in priority.objectives.all()
    ]
    add = ("Add an objective", addresses.act("add-objective", here, priority.record.reference))
    return Table(["Objective or outcome"], rows, "None is written."), add if may else None
