"""How risks, plans and their lines are found."""

from collections.abc import Iterator

from django.db.models import QuerySet

from safeloom.domain.plans import addresses
from safeloom.domain.plans.models import Plan, PlanLine, Risk
from safeloom.foundation.access.rule import Viewer
from safeloom.foundation.identity.models import Partnership
from safeloom.foundation.records.models import Record
from safeloom.foundation.search.definitions import Searchable


def risks_found(viewer: Viewer, partnership: Partnership) -> QuerySet[Risk]:
    """Risks of all times, closed ones too."""
    return viewer.rows("risk.see", Risk.objects.all(), partnership.pk)


def tell_risks(rows: QuerySet[Risk]) -> Iterator[Searchable]:
    """By title, reference, number, theme, and what is written about them."""
    for risk in rows.select_related("record", "theme"):
        yield Searchable(
            row=risk.pk,
            partnership=risk.partnership_id,
            title=risk.record.title,
            place=risk.record.reference,
            reference=risk.record.reference,
            detail=risk.theme.title,
            parts=(
                ("Number", risk.number),
                ("Cause and consequence", risk.description),
                ("Controls", risk.controls),
                ("Further controls", risk.further),
            ),
            sealed=risk.record.sensitivity == Record.Sensitivity.SEALED,
        )


def risk_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """A risk's page."""
    return addresses.act("risk", partnership, place)


def plans_found(viewer: Viewer, partnership: Partnership) -> QuerySet[Plan]:
    """Plans of all times."""
    return viewer.rows("plan.see", Plan.objects.all(), partnership.pk)


def tell_plans(rows: QuerySet[Plan]) -> Iterator[Searchable]:
    """By title and reference."""
    for plan in rows.select_related("record"):
        yield Searchable(
            row=plan.pk,
            partnership=plan.partnership_id,
            title=plan.record.title,
            place=plan.record.reference,
            reference=plan.record.reference,
            detail=plan.get_kind_display(),
            parts=(("What it is for", plan.purpose),),
            sealed=plan.record.sensitivity == Record.Sensitivity.SEALED,
        )


def plan_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """A plan's page."""
    return addresses.act("plan", partnership, place)


def lines_found(viewer: Viewer, partnership: Partnership) -> QuerySet[PlanLine]:
    """The lines of the plans a viewer sees."""
    plans = plans_found(viewer, partnership)
    return PlanLine.objects.filter(plan__in=plans.values("pk"))


def tell_lines(rows: QuerySet[PlanLine]) -> Iterator[Searchable]:
    """By what is to be done."""
    for line in rows.select_related("plan__record"):
        yield Searchable(
            row=line.pk,
            partnership=line.plan.partnership_id,
            title=line.wording[:200],
            place=str(line.pk),
            reference=line.number,
            detail=line.plan.record.title,
            parts=(("Task", line.wording),) if len(line.wording) > 200 else (),
            sealed=line.plan.record.sensitivity == Record.Sensitivity.SEALED,
        )


def line_address(viewer: Viewer, partnership: Partnership, place: str) -> str:
    """A line's page."""
    return addresses.act("line", partnership, place)
