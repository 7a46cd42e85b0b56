"""The list of plans, and a plan's page with its position as at a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from safeloom.domain.partnership.views.tables import Cell, Table, days, section, status
from safeloom.domain.plans import addresses
from safeloom.domain.plans.definitions import Outcome, PlanKind
from safeloom.domain.plans.line_standing import LineStanding
from safeloom.domain.plans.models import Plan, Priority
from safeloom.domain.plans.plan_forms import year_words
from safeloom.domain.plans.position import Counts, Position, counted, position
from safeloom.domain.plans.queries import lines as line_queries
from safeloom.domain.plans.queries import plans as queries
from safeloom.foundation.access.pages import open_to
from safeloom.foundation.identity.models import Partnership
from safeloom.web.as_at import AsAt, read_as_at
from safeloom.web.files import files_section
from safeloom.web.lists import Column, Filter, ListPage, list_response
from safeloom.web.records import RecordPage, Section, record_response
from safeloom.web.words import date_words


@dataclass(frozen=True)
class Shown:
    """A line as a table shows it."""

    one: LineStanding
    url: str

    @property
    def said(self) -> str:
        """What was said last, or what became of it."""
        outcome = self.one.outcome
        if outcome is not None and outcome.outcome != Outcome.DONE:
            return f"{outcome.get_outcome_display()}: {outcome.reason}"
        return self.one.update.text if self.one.update else ""


@dataclass(frozen=True)
class PrioritySection(Section):
    """A priority with its lines, by objective. `groups` are pairs of an objective and its lines."""

    groups: Sequence[tuple[str, Sequence[Shown]]] = ()
    counts: Counts | None = None
    serving: Counts | None = None
    description: str = ""
    url: str = ""


@dataclass(frozen=True)
class PositionSection(Section):
    """The position of a plan by rating and due month."""

    position: Position | None = None


def _list(here: Partnership) -> ListPage:
    return ListPage(
        title="Plans",
        noun=("plan", "plans"),
        search=["record__title", "record__reference"],
        default_order=("group__principal__name", "-start", "record__reference"),
        columns=[
            Column(
                "Plan",
                "title",
                sort="record__title",
                link=lambda plan: addresses.of_plan(here, plan),
            ),
            Column("Reference", "record.reference", sort="record__reference"),
            Column("Kind", "get_kind_display", sort="kind"),
            Column("Whose", lambda plan: str(plan.group or "The partnership")),
            Column("Serves", lambda plan: plan.serves.title if plan.serves else ""),
            Column("From", "start", sort="start", kind="date"),
            Column("To", "end", sort="end", kind="date"),
            Column("Lines", "lines_many", sort="lines_many", kind="number"),
        ],
        filters=[Filter("kind", "Kind", PlanKind.choices, "kind")],
        empty="The business plan and the programmes of groups will stand here: add one, or bring yours "
        "in from a file.",
        as_at=True,
    )


@open_to("plan.see")
def listing(request: HttpRequest, partnership_key: str) -> HttpResponse:
    """The plans as at a day."""
    here, viewer = request.partnership, request.viewer
    actions = []
    if viewer.may_everywhere("plan.change", here.pk):
        actions = [
            ("Add a plan", addresses.act("add-plan", here)),
            ("Bring in a file", reverse("imports:send-plan", args=[here.key])),
        ]
    return list_response(
        request,
        _list(here),
        lambda day: queries.listed(viewer, here, day),
        trail=[("Plan", addresses.act("first", here))],
        actions=actions,
    )


@open_to("plan.see")
def record(request: HttpRequest, partnership_key: str, reference: str) -> HttpResponse:
    """A plan as at a day: where it stands, its priorities and their lines, who serves it."""
    here, viewer = request.partnership, request.viewer
    plan = get_object_or_404(queries.plans(viewer, here), record__reference=reference)
    as_at, years = read_as_at(request), line_queries.years(plan)
    year = _year(request, years)
    found = line_queries.standings(line_queries.of_plan(plan, year), here, as_at.day)
    priorities = queries.priorities(plan)
    serving = line_queries.standings(line_queries.serving(priorities), here, as_at.day)
    may = viewer.may_everywhere("plan.change", here.pk)
    words, kind = status(plan, as_at.day)
    page = RecordPage(
        of=plan.record,
        title=plan.title,
        reference=plan.record.reference,
        status=words,
        status_kind=kind,
        facts=_facts(here, plan),
        next_step=("Add a line", addresses.act("add-line", here, reference)) if may else None,
        sections=[
            PositionSection(
                "position", "Position", "plans/position.html", None, position(found, as_at.day)
            ),
            *_priorities(here, priorities, [one for one in found if one.counts], serving, may=may),
            *_gone(here, [one for one in found if not one.counts]),
            *_programmes(here, plan, as_at.day),
            files_section(viewer, here, plan.record, as_at.day),
        ],
        side=[Section("what-to-do", "What to do", "plans/acts.html")] if may else [],
    )
    return record_response(
        request,
        page,
        template="plans/plan.html",
        trail=_trail(here),
        as_at=as_at,
        plan=plan,
        year=year_words(year) if year else "",
        years=_years(as_at, years, year),
        acts=_acts(here, plan),
    )


def _year(request: HttpRequest, years: list[int]) -> int | None:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and int(asked) in years else None


def _years(as_at: AsAt, years: list[int], chosen: int | None) -> list[tuple[str, str, bool]]:
    """The choice of a year: words, address, whether it is the one shown."""
    if len(years) < 2:
        return []
    day = "" if as_at.is_today else f"&as_at={as_at.day.isoformat()}"
    whole = ("All years", f"?{day.lstrip('&')}", chosen is None)
    return [whole, *((year_words(one), f"?year={one}{day}", one == chosen) for one in years)]


def _facts(here: Partnership, plan: Plan) -> list[tuple[str, object]]:
    facts: list[tuple[str, object]] = [
        ("Kind", plan.get_kind_display()),
        ("Whose", str(plan.group or here.name)),
        ("Days", days(plan) or "Not known"),
    ]
    if plan.serves:
        facts.append(("Serves", plan.serves.title))
    for words, day in (
        ("Adopted", plan.adopted),
        ("Launched", plan.launched),
        ("Last reviewed", plan.reviewed),
    ):
        if day:
            facts.append((words, date_words(day)))
    return facts


def _acts(here: Partnership, plan: Plan) -> list[tuple[str, str]]:
    reference = plan.record.reference
    return [
        ("Change the plan", addresses.act("change-plan", here, reference)),
        ("Add a priority", addresses.act("add-priority", here, reference)),
        ("Close a year", addresses.act("close-year", here, reference)),
    ]


def _priorities(
    here: Partnership,
    priorities: Sequence[Priority],
    found: Sequence[LineStanding],
    serving: Sequence[LineStanding],
    *,
    may: bool,
) -> list[Section]:
    sections: list[Section] = []
    for priority in priorities:
        own = [one for one in found if one.line.priority_id == priority.pk]
        served = [one for one in serving if one.line.serves_id == priority.pk]
        reference = priority.record.reference
        change = ("Change", addresses.act("change-priority", here, reference)) if may else None
        sections.append(
            PrioritySection(
                reference.lower(),
                priority.title,
                "plans/lines.html",
                change,
                grouped(here, priority, own),
                counted(own),
                counted(served) if served else None,
                priority.description,
                addresses.of_priority(here, priority),
            )
        )
    others = [one for one in found if one.line.priority_id is None]
    if others or not priorities:
        title = "Lines without a priority" if priorities else "Lines"
        groups = [("", [shown(here, one) for one in others])] if others else []
        sections.append(
            PrioritySection("lines", title, "plans/lines.html", None, groups, counted(others))
        )
    return sections


def _gone(here: Partnership, gone: Sequence[LineStanding]) -> list[Section]:
    """What was carried forward or dropped by the day: it counts no more."""
    if not gone:
        return []
    groups = [("", [shown(here, one) for one in gone])]
    title = "Carried forward or dropped"
    return [PrioritySection("gone", title, "plans/lines.html", None, groups)]


def grouped(
    here: Partnership, priority: Priority, own: Sequence[LineStanding]
) -> list[tuple[str, list[Shown]]]:
    """The lines of a priority by its objectives, those without one last."""
    groups = [
        (
            objective.title,
            [shown(here, one) for one in own if one.line.objective_id == objective.pk],
        )
        for objective in priority.objectives.all()
    ]
    rest = [shown(here, one) for one in own if one.line.objective_id is None]
    return [*groups, *([("", rest)] if rest else [])]


def shown(here: Partnership, one: LineStanding) -> Shown:
    """A line as a table shows it."""
    return Shown(one, addresses.of_line(here, one.line))


def _programmes(here: Partnership, plan: Plan, day: date) -> list[Section]:
    rows = queries.programmes(plan)
    if not rows:
        return []
    table = Table(
        ["Programme", "Whose", "Days"],
        [
            [
                Cell(one.title, addresses.of_plan(here, one)),
                str(one.group or here.name),
                days(one) or "Not known",
            ]
            for one in rows
        ],
    )
    return [section("programmes", "Programmes that serve it", table)]


def _trail(here: Partnership) -> list[tuple[str, str]]:
    return [
        ("Plan", addresses.act("first", here)),
        ("Plans", addresses.act("plans", here)),
    ]
